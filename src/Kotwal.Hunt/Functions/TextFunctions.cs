using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions of text.</summary>
internal static class TextFunctions
{
    private const int MaxParts = 64;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("tostring(value)", "The value as text.", "extend port = tostring(destination.port) | where port startswith '80'", 1, 1,
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
        new("countof(text, part)", "How often the part occurs in the text, without overlaps.",
            "where countof(url.path, '../') > 2", 2, 2, CountOf),
    ];

    private static Scalar CountOf(BoundCall call) => call.KnownText(1, "a text in quotes") is { Length: > 0 }
        ? Call.Of(Primitive.CountOf, HuntType.Whole, call.Text(0), call.Text(1))
        : call.Fail(1, "a text in quotes that is not empty");
}
