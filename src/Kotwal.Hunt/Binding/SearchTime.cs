using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Binding;

/// <summary>Times in the search part: a date, a date with a time of day, <c>now</c>, or <c>now-1h</c>.</summary>
internal static class SearchTime
{
    /// <summary>What an error shows as examples.</summary>
    public const string Shown = "2026-11-23, 2026-11-23T10:00:00Z, now or now-15m";

    public static ConstantScalar? TryRead(PlanContext context, string text)
    {
        if (TimeText.TryRead(text, out var time))
        {
            return new ConstantScalar(time, HuntType.Time);
        }

        if (text == "now")
        {
            return context.Now;
        }

        var unit = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (text.Length < 6 || !text.StartsWith("now", StringComparison.Ordinal) || text[3] is not ('+' or '-') || unit < 5
            || !char.IsAsciiDigit(text[4]) || !DurationUnits.TryRead(text[4..unit], text[unit..], out var length))
        {
            return null;
        }

        var duration = new ConstantScalar(length, HuntType.Duration);
        return Arithmetic.Combine(context, text[3], context.Now, duration, default) as ConstantScalar;
    }
}
