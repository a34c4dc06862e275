using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Comparisons by parts of a text, without regard to words.</summary>
internal static class TextComparisons
{
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
        if (KnownRegex.Refusal(pattern) is { } refusal)
        {
            return c.Context.Fail(c.RightSpans[0], refusal);
        }

        return Call.Any(c.Context, c.Left, item => Call.Condition(
            Primitive.Matches, Conversion.ToText(item), new ConstantScalar(pattern, HuntType.Keyword)));
    }
}
