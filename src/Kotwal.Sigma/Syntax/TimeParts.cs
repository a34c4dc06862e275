using System.Collections.Immutable;
using System.Globalization;

namespace Kotwal.Sigma.Syntax;

/// <summary>The numbers that parts of times can have (Sigma modifiers appendix, "Time Modifiers").</summary>
internal static class TimeParts
{
    /// <summary>Why no time can ever be equal to the number; null when one can.</summary>
    public static string? FaultOf(ImmutableArray<SigmaModifier> chain, SigmaLiteral value)
    {
        var part = chain.Last(modifier => modifier is not (SigmaModifier.All or SigmaModifier.Neq));
        var (least, most) = part switch
        {
            SigmaModifier.Minute => (0, 59),
            SigmaModifier.Hour => (0, 23),
            SigmaModifier.Day => (1, 31),
            // Some years of ISO 8601 have 53.
            SigmaModifier.Week => (1, 53),
            SigmaModifier.Month => (1, 12),
            _ => (1, 9_999),
        };
        var text = value is SigmaNumber number ? number.Canonical : value.ToString();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted)
            && wanted >= least && wanted <= most && decimal.IsInteger(wanted)
            ? null
            : $"The modifier '{SigmaModifierNames.Of(part)}' needs a whole number from {least} to {most}, not {value}.";
    }
}
