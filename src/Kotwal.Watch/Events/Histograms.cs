using Kotwal.Console.Ui;
using Kotwal.Lake;

namespace Kotwal.Watch.Events;

/// <summary>Makes bars without gaps of counts by time.</summary>
internal static class Histograms
{
    /// <summary>Fills the times that have no count with zero.</summary>
    /// <param name="counts">Rows of a count and the start of its time, in any order of the two columns.</param>
    /// <param name="from">A time in the first bar.</param>
    /// <param name="until">A time in the last bar.</param>
    /// <param name="length">Length of a bar; bars begin at multiples of it since the year 1, as the hunt's do.</param>
    public static IReadOnlyList<HistogramBucket> Fill(QueryResult counts, DateTimeOffset from, DateTimeOffset until, TimeSpan length)
    {
        var byStart = new Dictionary<long, long>();
        foreach (var row in counts.Rows)
        {
            if (row.OfType<DateTimeOffset>().Cast<DateTimeOffset?>().FirstOrDefault() is { } at)
            {
                byStart[Start(at, length).UtcTicks] = row.OfType<long>().FirstOrDefault();
            }
        }

        var bars = new List<HistogramBucket>();
        for (var start = Start(from, length); start <= until && bars.Count <= TimeWindow.MaxBuckets; start += length)
        {
            bars.Add(new(start, byStart.GetValueOrDefault(start.UtcTicks)));
        }

        return bars;
    }

    private static DateTimeOffset Start(DateTimeOffset at, TimeSpan length) => new(at.UtcTicks - (at.UtcTicks % length.Ticks), TimeSpan.Zero);
}
