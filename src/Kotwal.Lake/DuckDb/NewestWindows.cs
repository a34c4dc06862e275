using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.DuckDb;

/// <summary>
/// Parts of the lake's time, from the newest backwards, each of which holds the one before and about eight times its rows. A hunt for
/// the newest rows is done when one of them gave enough; when none does, it read an eighth more than it had to.
/// </summary>
internal static class NewestWindows
{
    // About what one look at the lake costs anyway: a row group of a few sources.
    private const long FewestRows = 32_768;
    private const int RowsForOneWanted = 4;
    private const int Growth = 8;
    private const int Halvings = 40;

    /// <summary>The earliest <c>@timestamp</c> of each part, in microseconds; none when all is little.</summary>
    /// <param name="choice">What the hunt would read in all.</param>
    /// <param name="from">Earliest time of interest, or null.</param>
    /// <param name="to">Latest one, or null.</param>
    /// <param name="wanted">Rows that are enough.</param>
    public static IEnumerable<long> Of(SegmentChoice choice, long? from, long? to, long wanted)
    {
        var parts = choice.Rows().ToList();
        var all = parts.Sum(part => part.Rows);
        for (var rows = Math.Max(FewestRows, Math.Min(wanted, all) * RowsForOneWanted); rows < all / 2; rows *= Growth)
        {
            var start = StartOf(parts, to ?? long.MaxValue, rows);
            if (start <= from)
            {
                break;
            }

            yield return start;
        }
    }

    // As though the rows of a segment came evenly, and happened when they came: one clock that is years behind is enough to make the
    // bounds of @timestamp say nothing. Where it is not so, there is a step more.
    private static long StartOf(List<(SegmentBounds Bounds, long Rows)> parts, long to, long rows)
    {
        var earliest = parts.Min(part => part.Bounds.IngestedFrom);
        var latest = Math.Min(to, parts.Max(part => part.Bounds.IngestedTo));
        for (var halving = 0; halving < Halvings && earliest < latest; halving++)
        {
            var middle = earliest + ((latest - earliest) / 2);
            if (parts.Sum(part => RowsBetween(part, middle, to)) >= rows)
            {
                earliest = middle + 1;
            }
            else
            {
                latest = middle;
            }
        }

        return earliest;
    }

    private static double RowsBetween((SegmentBounds Bounds, long Rows) part, long from, long to)
    {
        var (first, last) = (part.Bounds.IngestedFrom, part.Bounds.IngestedTo);
        var length = (double)Math.Max(0, Math.Min(to, last) - Math.Max(from, first));
        return first == last ? (first >= from && first <= to ? part.Rows : 0) : part.Rows * length / (last - (double)first);
    }
}
