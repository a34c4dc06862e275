using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of JSON documents and of lists.</summary>
internal static class DocumentFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("parse_json(text)", "The text as a document, whose members are named like d.name, d['a name'] and d.list[0]; a text that is no JSON stays a text.",
            "alerts | extend d = parse_json(details) | where d.tries > 2 | project alert.id, d.source.ip, first = d.source.ports[0]", 1, 1,
            call => Documents.Of(call.Arguments[0])),
        new("todynamic(text)", "The same as parse_json.", "alerts | where todynamic(details).tries == 12", 1, 1, call => Documents.Of(call.Arguments[0])),
        new("extract_json(path, text, [typeof(type)])", "The member that a JSON path such as $.a.b[0] names.",
            "alerts | extend tries = extract_json('$.tries', details, typeof(long)) | project alert.id, tries", 2, 3, Extract),
        new("array_length(list)", "The number of items of a list or an array; absent for anything else.", "where array_length(tags) > 1", 1, 1,
            Length),
        new("arraylength(list)", "The same as array_length.", "where arraylength(tags) > 1", 1, 1, Length),
        new("bag_keys(document)", "The names of the document's members, as a list.",
            "alerts | extend names = bag_keys(parse_json(details)) | where names == 'tries'", 1, 1,
            call => new CallScalar(Primitive.KeysOfDocument, [Documents.Of(call.Arguments[0])], HuntType.Keyword, IsList: true)),
        new("bag_pack(name, value, …)", "A document with these members.",
            "extend flow = bag_pack('from', source.ip, 'to', destination.ip) | project flow", 2, 64, Pack),
        new("strcat_array(list, delimiter)", "The items as one text, with the delimiter between them.",
            "summarize users = strcat_array(make_set(user.name), ', ') by source.ip", 2, 2,
            call => Call.Of(Primitive.JoinItemsBy, HuntType.Keyword, Documents.Items(call.Arguments[0]),
                new ConstantScalar(call.KnownText(1, "a text in quotes") ?? "", HuntType.Keyword))),
        new("set_has_element(list, value)", "True where an item of the list is the value, by case.", "where set_has_element(tags, 'vpn')", 2, 2,
            call => Comparer.Compare(
                call.Context, Primitive.Equal, Documents.Items(call.Arguments[0]), call.Item(1), ignoresCase: false, call.Spans[1])),
    ];

    private static Scalar Length(BoundCall call) => call.Arguments[0].IsList
        ? Call.Of(Primitive.CountOfItems, HuntType.Whole, call.Arguments[0])
        : Call.Of(Primitive.LengthOfDocument, HuntType.Whole, Documents.Of(call.Arguments[0]));

    private static Scalar Extract(BoundCall call)
    {
        if (call.KnownText(0, "a path in quotes such as '$.a.b[0]'") is not { } path || JsonPath.TryRead(path) is not { } keys)
        {
            return call.Fail(0, "a path such as '$.a.b[0]'");
        }

        var found = keys.Aggregate(Documents.Of(call.Arguments[1]), (inner, key) => Documents.Member(call.Context, inner, key, call.Spans[0]));
        return call.Count == 2 ? found : Conversion.ToNamed(found, call.KnownText(2, "typeof(type)") ?? "") ?? call.Fail(2, Conversion.NamedTypes);
    }

    private static Scalar Pack(BoundCall call)
    {
        if (call.Count % 2 != 0)
        {
            return call.Context.Fail(call.Span, "Expected a value behind each name.");
        }

        return new CallScalar(
            Primitive.PackDocument,
            [.. Enumerable.Range(0, call.Count).Select(index => index % 2 == 0 ? Call.Of(Primitive.OrEmpty, HuntType.Keyword, call.Text(index)) : Documents.Of(call.Arguments[index]))],
            HuntType.Document);
    }
}
