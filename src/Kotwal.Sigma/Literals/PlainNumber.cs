namespace Kotwal.Sigma.Literals;

/// <summary>
/// Whole numbers that can be written in one way only: without a sign but minus, leading zeros, point or exponent, and of so few digits
/// that none is lost. Two of them are equal exactly when their texts are.
/// </summary>
internal static class PlainNumber
{
    private const int MostDigits = 18;

    public static bool Is(ReadOnlySpan<byte> text)
    {
        var digits = text is [(byte)'-', ..] ? text[1..] : text;
        return digits.Length is > 0 and <= MostDigits
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits[0] != '0' || text.Length == 1);
    }
}
