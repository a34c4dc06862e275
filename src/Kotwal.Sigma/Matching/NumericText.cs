using System.Globalization;

namespace Kotwal.Sigma.Matching;

/// <summary>A number read from text: exact where it fits 28 digits, else as near as a double comes.</summary>
internal readonly record struct NumericText
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    /// <summary>Longest text that is read as a number, in bytes.</summary>
    public const int LongestText = 512;

    private readonly decimal exact;
    private readonly double rough;
    private readonly bool isExact;

    private NumericText(decimal exact, double rough, bool isExact)
    {
        this.exact = exact;
        this.rough = rough;
        this.isExact = isExact;
    }

    /// <summary>The number, where it fits 28 digits.</summary>
    public decimal? Exact => isExact ? exact : null;

    public static bool TryRead(ReadOnlySpan<byte> text, out NumericText number)
    {
        number = default;
        if (text.IsEmpty || text.Length > LongestText || !(text[^1] is >= (byte)'0' and <= (byte)'9' or (byte)'.'))
        {
            return false;
        }

        if (decimal.TryParse(text, Styles, CultureInfo.InvariantCulture, out var exact))
        {
            number = new(exact, (double)exact, true);
            return true;
        }

        if (double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var rough) && double.IsFinite(rough))
        {
            number = new(0, rough, false);
            return true;
        }

        return false;
    }

    public static NumericText Of(int value) => new(value, value, true);

    public int CompareTo(NumericText other) =>
        isExact && other.isExact ? exact.CompareTo(other.exact) : rough.CompareTo(other.rough);
}
