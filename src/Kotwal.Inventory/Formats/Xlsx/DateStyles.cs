using System.Globalization;
using System.Xml;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Formats.Xlsx;

/// <summary>Which styles of cells show a number as a date: the formats that every workbook has, and its own.</summary>
internal static class DateStyles
{
    private const int MaxStyles = 100_000;

    // Days are counted from here, because spreadsheets know a 29 February 1900.
    private static readonly DateTime Epoch = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTime Epoch1904 = new(1904, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>For each style by its number: true when it is a date.</summary>
    public static List<bool> Read(PartFile file, string path)
    {
        var styles = new List<bool>();
        using var xml = file.OpenXml(path);
        if (xml is null)
        {
            return styles;
        }

        var own = new HashSet<string>(StringComparer.Ordinal);
        var isCells = false;
        while (SafeXml.TryRead(xml) && styles.Count < MaxStyles && own.Count < MaxStyles)
        {
            if (xml.LocalName == "cellXfs")
            {
                isCells = xml.NodeType == XmlNodeType.Element;
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && IsDate(xml.GetAttribute("formatCode") ?? ""))
            {
                own.Add(xml.GetAttribute("numFmtId") ?? "");
            }
            else if (isCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                styles.Add(xml.GetAttribute("numFmtId") is { } format && (IsBuiltIn(format) || own.Contains(format)));
            }
        }

        return styles;
    }

    /// <summary>A number of days as date, with the time when it has one; the text itself when it is none.</summary>
    public static string Write(string text, bool is1904)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) || days is not (>= 0 and < 2_958_466))
        {
            return text;
        }

        var (epoch, seconds) = (is1904 ? Epoch1904 : Epoch, Math.Round(days * 86_400));
        if (seconds >= (DateTime.MaxValue - epoch).TotalSeconds)
        {
            return text;
        }

        var moment = epoch.AddSeconds(seconds);
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static bool IsBuiltIn(string format) =>
        int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is (>= 14 and <= 22) or (>= 45 and <= 47);

    // Letters in quotes and brackets are shown as they are, or are colours and places.
    private static bool IsDate(string code)
    {
        var quoted = false;
        var bracketed = false;
        for (var at = 0; at < code.Length; at++)
        {
            var character = char.ToLowerInvariant(code[at]);
            quoted ^= character == '"';
            bracketed = character == '[' || (bracketed && character != ']');
            if (character == '\\')
            {
                at++;
            }
            else if (!quoted && !bracketed && character is 'y' or 'd' or 'h')
            {
                return true;
            }
        }

        return false;
    }
}
