using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>How one value must stand to another, by the words that files use.</summary>
internal static class Comparison
{
    public static string[] Words { get; } = ["eq", "ne", "gte", "gt", "lte", "lt"];

    /// <summary>Compares as numbers when both are some, else as texts; what has no order is neither more nor less.</summary>
    public static bool Holds(string word, SigmaLiteral value, SigmaLiteral wanted)
    {
        if (NumberOf(value) is { } number && NumberOf(wanted) is { } other)
        {
            return Holds(word, number.CompareTo(other));
        }

        var isSame = value.GetType() == wanted.GetType() && value.ToString() == wanted.ToString();
        return word switch
        {
            "eq" => isSame,
            "ne" => !isSame,
            _ => value is SigmaText && wanted is SigmaText && Holds(word, string.CompareOrdinal(value.ToString(), wanted.ToString())),
        };
    }

    public static bool Holds(string word, int order) => word switch
    {
        "eq" => order == 0,
        "ne" => order != 0,
        "gte" => order >= 0,
        "gt" => order > 0,
        "lte" => order <= 0,
        _ => order < 0,
    };

    private static decimal? NumberOf(SigmaLiteral value) =>
        value is SigmaNumber { Canonical: var text } && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
