using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions with a regular expression (RE2), which must be known before anything runs.</summary>
internal static class RegexFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("extract(regex, group, text, [typeof(type)])",
            "What a group of the regular expression matched first, 0 for the whole; absent where nothing did.",
            "extend address = extract(@'from (\\d+\\.\\d+\\.\\d+\\.\\d+)', 1, event.original) | summarize count() by address", 3, 4, Extract),
        new("extract_all(regex, text)", "What the first group matched, or the whole where there is none, each time, as a list.",
            "extend numbers = extract_all(@'(\\d+)', event.original) | where numbers == '22'", 2, 2, ExtractAll),
        new("replace_regex(text, regex, other)", @"The text with each match replaced; \1 stands for what the first group matched.",
            "summarize count() by line = replace_regex(event.original, @'\\d+', '#')", 3, 3,
            call => Call.Of(Primitive.ReplaceRegex, HuntType.Keyword, call.Text(0), Pattern(call, 1), call.Text(2))),
        new("replace(regex, other, text)", "The text with each match replaced; the older form of replace_regex, with the text last.",
            "summarize count() by line = replace(@'\\d+', '#', event.original)", 3, 3,
            call => Call.Of(Primitive.ReplaceRegex, HuntType.Keyword, call.Text(2), Pattern(call, 0), call.Text(1))),
        new("trim(regex, text)", "The text without the matches at its start and its end.",
            "extend name = trim('\"', process.name) | distinct name", 2, 2, call => TrimEnd(call, TrimStart(call))),
        new("trim_start(regex, text)", "The text without the matches at its start.",
            "extend path = trim_start('/', url.path) | distinct path", 2, 2, TrimStart),
        new("trim_end(regex, text)", "The text without the matches at its end.",
            "extend name = trim_end('\\\\.', dns.question.name) | distinct name", 2, 2, call => TrimEnd(call, call.Text(1))),
    ];

    private static Scalar Extract(BoundCall call)
    {
        var pattern = Pattern(call, 0);
        var groups = call.Context.Error is null ? KnownRegex.Groups((string)((ConstantScalar)pattern).Value) : 0;
        var group = new ConstantScalar((long)(call.KnownNumber(1, 0, groups) ?? 0), HuntType.Whole);
        var found = Call.Of(Primitive.Extract, HuntType.Keyword, call.Text(2), pattern, group);
        return call.Count == 3 ? found : Conversion.ToNamed(found, call.KnownText(3, "typeof(type)") ?? "") ?? call.Fail(3, Conversion.NamedTypes);
    }

    private static CallScalar ExtractAll(BoundCall call)
    {
        var pattern = Pattern(call, 0);
        var groups = call.Context.Error is null ? KnownRegex.Groups((string)((ConstantScalar)pattern).Value) : 0;
        var group = new ConstantScalar(groups > 0 ? 1L : 0L, HuntType.Whole);
        return new CallScalar(Primitive.ExtractAll, [call.Text(1), pattern, group], HuntType.Keyword, IsList: true);
    }

    private static Scalar TrimStart(BoundCall call) => Trim(call, call.Text(1), "^(?:", ")+");

    private static Scalar TrimEnd(BoundCall call, Scalar text) => Trim(call, text, "(?:", ")+$");

    private static Scalar Trim(BoundCall call, Scalar text, string before, string after) => Pattern(call, 0) is ConstantScalar { Value: string regex }
        ? Call.Of(
            Primitive.ReplaceRegex,
            HuntType.Keyword,
            text,
            new ConstantScalar(before + regex + after, HuntType.Keyword),
            new ConstantScalar("", HuntType.Keyword))
        : text;

    private static Scalar Pattern(BoundCall call, int index)
    {
        var pattern = call.KnownText(index, "a regular expression in quotes");
        return pattern is not null && KnownRegex.Refusal(pattern) is { } refusal
            ? call.Context.Fail(call.Spans[index], refusal)
            : new ConstantScalar(pattern ?? "", HuntType.Keyword);
    }
}
