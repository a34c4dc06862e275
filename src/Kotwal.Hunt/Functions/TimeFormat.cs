using System.Text;

namespace Kotwal.Hunt.Functions;

/// <summary>Formats of times as Kusto writes them, taken to the pattern of the engine's strftime.</summary>
internal static class TimeFormat
{
    /// <summary>What an error shows.</summary>
    public const string Shown = "a format of y, M, d, H, h, m, s, f and tt, with spaces, / - : , . _ [ ] between, such as 'yyyy-MM-dd HH:mm'";

    private const string Separators = " /-:,._[]TZ";

    /// <summary>The pattern; null where the format has a part that is not known.</summary>
    public static string? TryRead(string format)
    {
        var pattern = new StringBuilder();
        for (var start = 0; start < format.Length;)
        {
            var end = start;
            while (end < format.Length && format[end] == format[start])
            {
                end++;
            }

            if (PatternOf(format[start..end]) is not { } part)
            {
                return null;
            }

            pattern.Append(part);
            start = end;
        }

        return pattern.ToString();
    }

    private static string? PatternOf(string part) => part switch
    {
        "yyyy" => "%Y",
        "yy" => "%y",
        "MM" => "%m",
        "M" => "%-m",
        "dd" => "%d",
        "d" => "%-d",
        "HH" => "%H",
        "H" => "%-H",
        "hh" => "%I",
        "h" => "%-I",
        "mm" => "%M",
        "m" => "%-M",
        "ss" => "%S",
        "s" => "%-S",
        "fff" => "%g",
        "ffffff" => "%f",
        "tt" => "%p",
        _ => part.All(Separators.Contains) ? part : null,
    };
}
