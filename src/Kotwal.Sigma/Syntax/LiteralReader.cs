using System.Buffers;
using System.Globalization;

namespace Kotwal.Sigma.Syntax;

/// <summary>Decides the type of a YAML scalar by the core schema (YAML 1.2.2, section 10.3.2).</summary>
internal static class LiteralReader
{
    // With 21 digits the largest octal number is within 64 bits.
    private const int LongestOctal = 23;

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("+-.0123456789eE");

    public static SigmaLiteral Read(YamlScalar scalar)
    {
        if (!scalar.IsPlain)
        {
            return new SigmaText(scalar.Text, scalar.At);
        }

        return scalar.Text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new SigmaNull(scalar.At),
            "true" or "True" or "TRUE" => new SigmaBoolean(true, scalar.At),
            "false" or "False" or "FALSE" => new SigmaBoolean(false, scalar.At),
            _ => NumberOrText(scalar),
        };
    }

    private static SigmaLiteral NumberOrText(YamlScalar scalar)
    {
        var text = scalar.Text;
        if (text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return new SigmaNumber(text, hex.ToString(CultureInfo.InvariantCulture), scalar.At);
        }

        if (text.Length is > 2 and <= LongestOctal && text.StartsWith("0o", StringComparison.Ordinal) && !text.AsSpan(2).ContainsAnyExceptInRange('0', '7'))
        {
            return new SigmaNumber(text, Convert.ToUInt64(text[2..], 8).ToString(CultureInfo.InvariantCulture), scalar.At);
        }

        const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!text.AsSpan().ContainsAnyExcept(NumberSigns) && text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            if (decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var exact))
            {
                return new SigmaNumber(text, exact.ToString("0.############################", CultureInfo.InvariantCulture), scalar.At);
            }

            if (double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var rough) && double.IsFinite(rough))
            {
                return new SigmaNumber(text, rough.ToString("R", CultureInfo.InvariantCulture), scalar.At);
            }
        }

        return new SigmaText(text, scalar.At);
    }
}
