using System.Globalization;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.Results;

/// <summary>Reads the map of fields back into what the values were, by the letters that <see cref="FieldKinds"/> wrote.</summary>
internal static class FieldCells
{
    public static IEnumerable<(string Name, object? Value)> Read(MapCell map, string? kinds)
    {
        var letter = 0;
        foreach (var (name, value) in map.Entries)
        {
            var items = value as object?[] ?? [];
            var isList = LetterAt(letter) == FieldKinds.ListStart;
            if (isList)
            {
                letter++;
            }

            var cells = new object?[items.Length];
            for (var item = 0; item < items.Length; item++)
            {
                cells[item] = Read(items[item] as string, LetterAt(letter++));
            }

            letter += isList ? 1 : 0;
            yield return (name, isList || cells.Length != 1 ? cells : cells[0]);
        }

        char LetterAt(int place) => kinds is not null && place < kinds.Length ? kinds[place] : 't';
    }

    private static object? Read(string? text, char letter) => letter switch
    {
        'b' when text is "true" => true,
        'b' when text is "false" => false,
        'n' when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        'n' when IsFraction(text, out var fraction) => fraction,
        _ => text,
    };

    // A number that a floating-point one cannot hold stays text: better no number than another one.
    private static bool IsFraction(string? text, out double fraction) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out fraction)
        && double.IsFinite(fraction)
        && (text.AsSpan().IndexOfAny(".eE") >= 0);
}
