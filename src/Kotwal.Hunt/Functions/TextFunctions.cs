using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of text. Characters are counted from zero.</summary>
internal static class TextFunctions
{
    private const int MaxParts = 64;

    // Longest part of a text that the engine takes.
    private const double MaxLength = uint.MaxValue;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("tostring(value)", "The value as text; an absent one as the empty text.",
            "extend port = tostring(destination.port) | where port startswith '80'", 1, 1,
            call => Call.Of(Primitive.OrEmpty, HuntType.Keyword, call.Text(0))),
        new("tolower(text)", "The text in lower case.", "summarize count() by user = tolower(user.name)", 1, 1,
            call => Call.Lower(call.Text(0))),
        new("toupper(text)", "The text in upper case.", "extend host = toupper(host.name) | distinct host", 1, 1,
            call => Call.Of(Primitive.Upper, HuntType.Keyword, call.Text(0))),
        new("strlen(text)", "The number of characters of the text.", "where strlen(dns.question.name) > 60", 1, 1,
            call => Call.Of(Primitive.Length, HuntType.Whole, call.Text(0))),
        new("strcat(value, …)", "The values as text, one after another.",
            "extend flow = strcat(source.ip, ' > ', destination.ip) | summarize count() by flow", 1, MaxParts,
            call => new CallScalar(Primitive.Concat, [.. Enumerable.Range(0, call.Count).Select(call.Text)], HuntType.Keyword)),
        new("strcat_delim(delimiter, value, …)", "The values as text, with the delimiter between them; absent ones are left out.",
            "extend flow = strcat_delim(':', source.ip, destination.port) | distinct flow", 2, MaxParts,
            call => new CallScalar(Primitive.ConcatBetween, [.. Enumerable.Range(0, call.Count).Select(call.Text)], HuntType.Keyword)),
        new("substring(text, start, [length])", "The part of the text from a character on; a negative start counts from the end.",
            "extend head = substring(event.original, 0, 30) | summarize count() by head", 2, 3, Substring),
        new("indexof(text, part, [start])", "Where the part first stands in the text, by case; -1 where it does not.",
            "where indexof(url.path, '../') >= 0", 2, 3, IndexOf),
        new("countof(text, part)", "How often the part occurs in the text, without overlaps.",
            "where countof(url.path, '../') > 2", 2, 2, CountOf),
        new("split(text, delimiter, [index])", "The parts of the text as a list; with an index, a list of that part alone.",
            "summarize count() by domain = tostring(split(user.name, '@', 1))", 2, 3, Split),
        new("replace_string(text, part, other)", "The text with each occurrence of the part replaced.",
            "extend path = replace_string(url.path, '%20', ' ') | distinct path", 3, 3,
            call => Call.Of(Primitive.Replace, HuntType.Keyword, call.Text(0), call.Text(1), call.Text(2))),
        new("reverse(text)", "The text from its end to its start.", "where reverse(dns.question.name) startswith 'ur.'", 1, 1,
            call => Call.Of(Primitive.Reverse, HuntType.Keyword, call.Text(0))),
    ];

    private static Scalar Substring(BoundCall call) => call.Count == 2
        ? Call.Of(Primitive.SubstringFrom, HuntType.Keyword, call.Text(0), call.Whole(1))
        : Call.Of(Primitive.Substring, HuntType.Keyword, call.Text(0), call.Whole(1), call.Whole(2));

    private static Scalar IndexOf(BoundCall call)
    {
        var start = call.Count == 3 ? call.KnownNumber(2, 0, MaxLength) ?? 0 : 0;
        return start == 0
            ? Call.Of(Primitive.IndexOf, HuntType.Whole, call.Text(0), call.Text(1))
            : Call.Of(Primitive.IndexOfFrom, HuntType.Whole, call.Text(0), call.Text(1), new ConstantScalar((long)start, HuntType.Whole));
    }

    private static Scalar CountOf(BoundCall call) => call.KnownText(1, "a text in quotes") is { Length: > 0 }
        ? Call.Of(Primitive.CountOf, HuntType.Whole, call.Text(0), call.Text(1))
        : call.Fail(1, "a text in quotes that is not empty");

    private static CallScalar Split(BoundCall call)
    {
        var parts = new CallScalar(Primitive.Split, [call.Text(0), call.Text(1)], HuntType.Keyword, IsList: true);
        return call.Count == 2
            ? parts
            : new CallScalar(
                Primitive.ItemAlone, [parts, new ConstantScalar((long)(call.KnownNumber(2, 0, MaxLength) ?? 0) + 1, HuntType.Whole)],
                HuntType.Keyword,
                IsList: true);
    }
}
