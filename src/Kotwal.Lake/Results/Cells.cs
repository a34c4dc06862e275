using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Kotwal.Lake.Results;

/// <summary>Turns what the driver returns into the few types of cells that results have.</summary>
internal static class Cells
{
    private const int BytesOfSmallCell = 16;

    public static object? Convert(object? value) => value switch
    {
        null or DBNull => null,
        string or long or double or bool or DateTimeOffset => value,
        int or short or sbyte or byte or ushort or uint => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong or BigInteger or UInt128 or Int128 => Shrink(value),
        float or decimal => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), TimeSpan.Zero),
        DateOnly day => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
        TimeSpan length => length.TotalSeconds,
        IDictionary map => ConvertMap(map),
        IEnumerable list => list.Cast<object?>().Select(Convert).ToArray(),
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>About how much memory a cell takes, in bytes.</summary>
    public static long SizeOf(object? cell) => cell switch
    {
        string text => BytesOfSmallCell + text.Length,
        object?[] list => BytesOfSmallCell + list.Sum(SizeOf),
        MapCell map => BytesOfSmallCell + map.Entries.Sum(entry => entry.Key.Length + SizeOf(entry.Value)),
        _ => BytesOfSmallCell,
    };

    // Sums are of 128 bits in the engine; nearly all fit into 64.
    private static object? Shrink(object value)
    {
        var digits = System.Convert.ToString(value, CultureInfo.InvariantCulture);
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(digits, CultureInfo.InvariantCulture, out var fraction) ? fraction
            : digits;
    }

    private static MapCell ConvertMap(IDictionary map)
    {
        var entries = new List<KeyValuePair<string, object?>>(map.Count);
        foreach (DictionaryEntry entry in map)
        {
            entries.Add(new((string)entry.Key, Convert(entry.Value)));
        }

        return new MapCell(entries);
    }
}
