using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Comparisons by parts of a text, without regard to words.</summary>
internal static class TextComparisons
{
    // Longer expressions are refused: what compiles them takes time and memory.
    private const int MaxRegexLength = 1_000;

    public static ImmutableArray<HuntComparison> All { get; } =
    [
        .. Forms("contains", "Holds the text anywhere", "where url.path contains '../'", Primitive.Contains),
        .. Forms("startswith", "Starts with the text", "where process.name startswith 'power'", Primitive.StartsWith),
        .. Forms("endswith", "Ends with the text", "where file.name endswith '.exe'", Primitive.EndsWith),
        new("matches regex", null, "Holds a part that the regular expression (RE2) describes, by case.",
            "where dns.question.name matches regex '^[a-z0-9]{20,}'", OperandForm.One, Matches),
    ];

    private static IEnumerable<HuntComparison> Forms(string name, string meaning, string example, Primitive primitive)
    {
        var byCase = name + "_cs";
        yield return new(name, "!" + name, meaning + ", whatever its case.", example, OperandForm.One, c => Part(c, primitive, true));
        var exampleByCase = example.Replace($" {name} ", $" {byCase} ", StringComparison.Ordinal);
        yield return new(byCase, "!" + byCase, meaning + ", by case.", exampleByCase, OperandForm.One, c => Part(c, primitive, false));
    }

    private static Scalar Part(BoundComparison c, Primitive primitive, bool ignoresCase)
    {
        var part = Conversion.ToText(c.Right[0]);
        return Call.Any(c.Context, c.Left, item => ignoresCase
            ? Call.Condition(primitive, Call.Lower(Conversion.ToText(item)), Call.Lower(part))
            : Call.Condition(primitive, Conversion.ToText(item), part));
    }

    private static Scalar Matches(BoundComparison c)
    {
        var pattern = c.KnownText(0) ?? "";
        if (Refusal(pattern) is { } refusal)
        {
            return c.Context.Fail(c.RightSpans[0], $"Expected a regular expression (RE2): {refusal}");
        }

        return Call.Any(c.Context, c.Left, item => Call.Condition(
            Primitive.Matches, Conversion.ToText(item), new ConstantScalar(pattern, HuntType.Keyword)));
    }

    // The engine's own dialect is RE2, which the non-backtracking one is near to. What both know is told here with its place.
    private static string? Refusal(string pattern)
    {
        if (pattern.Length > MaxRegexLength)
        {
            return $"at most {MaxRegexLength} characters.";
        }

        if (pattern.Contains("(?<", StringComparison.Ordinal))
        {
            return "a group's name is written (?P<name>…), and looking back is not part of it.";
        }

        try
        {
            _ = new Regex(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.NonBacktracking);
            return null;
        }
        catch (RegexParseException error)
        {
            return error.Message;
        }
        catch (NotSupportedException)
        {
            return "looking around, references back and very large repetitions are not part of it.";
        }
    }
}
