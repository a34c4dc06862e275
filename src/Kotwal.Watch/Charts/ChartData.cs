using System.Globalization;
using Kotwal.Console.Ui;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Watch.Cells;

namespace Kotwal.Watch.Charts;

/// <summary>What a result is drawn of, as its hunt wants it.</summary>
/// <param name="Plot">Places and series.</param>
/// <param name="Hidden">Series that are not drawn, because there are too many: the smallest.</param>
/// <param name="HiddenSlots">Places that are not drawn.</param>
internal sealed record ChartData(Plot Plot, int Hidden, int HiddenSlots)
{
    private const string NoName = "–";

    /// <param name="result">The rows.</param>
    /// <param name="chart">How they are to be drawn.</param>
    /// <param name="time">Writes a time for people.</param>
    public static ChartData Of(QueryResult result, HuntChart chart, Func<DateTimeOffset, string> time)
    {
        var rows = ChartRows.Of(result, chart);
        var slots = new OrderedDictionary<Slot, int>();
        var series = new OrderedDictionary<string, Dictionary<Slot, double>>();
        foreach (var (number, row) in rows.Rows.Index())
        {
            // What stands at the same place is added up; a point of a cloud is itself.
            var slot = new Slot(rows.X < 0 ? number + 1.0 : SlotOf(row[rows.X]), chart.Kind == "scatterchart" ? number : 0);
            slots.TryAdd(slot, number);
            foreach (var y in rows.Ys)
            {
                if (Number(row[y]) is { } value)
                {
                    var name = NameOf(rows, row, result.Columns[y].Name);
                    series.TryAdd(name, []);
                    series[name][slot] = series[name].GetValueOrDefault(slot) + value;
                }
            }
        }

        var shown = Ordered([.. slots.Keys], out var hiddenSlots);
        var drawn = series.OrderByDescending(one => one.Value.Values.Sum(Math.Abs)).Take(Plot.MaxSeries).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        return new(
            new Plot(
                [.. Placed(shown, time)],
                [.. series.Where(one => drawn.Contains(one.Key)).Select(one => new PlotSeries(one.Key, [.. shown.Select(slot => one.Value.TryGetValue(slot, out var value) ? value : (double?)null)]))]),
            series.Count - drawn.Count,
            hiddenSlots);
    }

    /// <summary>The places as bars: of one series their names, of several those of the series as well.</summary>
    public IReadOnlyList<Bar> Bars(int most) =>
    [
        .. Plot.Slots.Index().SelectMany(slot => Plot.Series
            .Where(series => series.Values[slot.Index] is not null)
            .Select(series => new Bar(Plot.Series.Count > 1 ? $"{slot.Item.Text} · {series.Name}" : slot.Item.Text, series.Values[slot.Index]!.Value))).Take(most),
    ];

    /// <summary>The largest places as parts of the whole, and the rest as one.</summary>
    /// <param name="others">What the rest is called.</param>
    public IReadOnlyList<Bar> Slices(string others)
    {
        var parts = Bars(int.MaxValue).Where(bar => bar.Value > 0).OrderByDescending(bar => bar.Value).ToList();
        return parts.Count <= Plot.MaxSeries
            ? parts
            : [.. parts.Take(Plot.MaxSeries - 1), new Bar(others, parts.Skip(Plot.MaxSeries - 1).Sum(part => part.Value))];
    }

    // The newest times and the first names are what is looked for.
    private static List<Slot> Ordered(List<Slot> slots, out int hidden)
    {
        hidden = Math.Max(slots.Count - Plot.MaxSlots, 0);
        return slots.TrueForAll(slot => slot.At is DateTimeOffset) || slots.TrueForAll(slot => slot.At is double)
            ? [.. slots.OrderBy(slot => slot.At).Skip(hidden)]
            : slots[..^hidden];
    }

    private static IEnumerable<PlotSlot> Placed(List<Slot> slots, Func<DateTimeOffset, string> time)
    {
        var at = slots.Select((slot, place) => slot.At switch
        {
            DateTimeOffset moment => moment.UtcTicks,
            double number => number,
            _ => (double)place,
        }).ToList();
        var (first, length) = (at.FirstOrDefault(), at.LastOrDefault() - at.FirstOrDefault());
        return slots.Select((slot, place) => new PlotSlot(
            length > 0 ? (at[place] - first) / length : 0.5,
            slot.At switch
            {
                DateTimeOffset moment => time(moment),
                double number => number.ToString("#,0.###", CultureInfo.InvariantCulture),
                _ => (string)slot.At,
            }));
    }

    private static object SlotOf(object? cell) => cell switch
    {
        DateTimeOffset time => time,
        long or double => Convert.ToDouble(cell, CultureInfo.InvariantCulture),
        _ => CellText.Of(cell) is { Length: > 0 } text ? text : NoName,
    };

    private static string NameOf(ChartRows rows, object?[] row, string column)
    {
        var names = rows.Names.Select(name => CellText.Of(row[name]) is { Length: > 0 } text ? text : NoName);
        return rows.Names.Count == 0 ? column : string.Join(" · ", rows.Ys.Count > 1 ? names.Append(column) : names);
    }

    private static double? Number(object? cell) => cell switch
    {
        long whole => whole,
        double number when double.IsFinite(number) => number,
        _ => null,
    };

    private readonly record struct Slot(object At, int Number);
}
