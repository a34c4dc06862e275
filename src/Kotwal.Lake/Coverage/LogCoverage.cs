using Kotwal.Lake.Retention;

namespace Kotwal.Lake.Coverage;

/// <summary>
/// Which systems sent logs of which class on which UTC days: the matrix that shows where the days that the law asks for are not met.
/// </summary>
/// <param name="From">First day of the window.</param>
/// <param name="To">Last day of it.</param>
/// <param name="Required">Days of the window that must have logs.</param>
/// <param name="Rows">Systems and classes, the worst covered first.</param>
/// <param name="IsCut">True when there are more systems and classes than one answer holds.</param>
public sealed record LogCoverage(DateOnly From, DateOnly To, int Required, IReadOnlyList<CoverageRow> Rows, bool IsCut)
{
    /// <summary>Most days of a window.</summary>
    public const int MaxDays = 3_660;

    /// <summary>Days that the law asks for on a day.</summary>
    public static int LegalDays(DateOnly today) => LegalMinimum.On(today);

    /// <summary>Reads the matrix of the days before today, which is not over.</summary>
    /// <param name="read">Counts events by system, class and day, from a day on until another: <see cref="LakeEventStore.ReadHeardAsync"/> or <see cref="LakeReader.ReadHeardAsync"/>.</param>
    /// <param name="today">The present UTC day.</param>
    /// <param name="days">Days of the window, 1 to <see cref="MaxDays"/>.</param>
    /// <param name="cancel">Ends the hunt.</param>
    /// <exception cref="QueryFailedException">A limit was reached or the engine refused.</exception>
    public static async Task<LogCoverage> ReadAsync(
        Func<DateOnly, DateOnly, CancellationToken, ValueTask<QueryResult>> read, DateOnly today, int days, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MaxDays);
        var (from, to) = (today.AddDays(-days), today.AddDays(-1));
        var result = await read(from, today, cancel).ConfigureAwait(false);
        var rows = result.Rows
            .GroupBy(row => (Node: row[0] as string ?? "", Class: row[1] as string ?? ""))
            .Select(cells => RowOf(cells.Key.Node, cells.Key.Class, [.. cells], from, to))
            .OrderBy(row => row.DaysHeard).ThenBy(row => row.Node, StringComparer.Ordinal).ThenBy(row => row.Class, StringComparer.Ordinal);
        return new LogCoverage(from, to, Math.Min(days, LegalDays(today)), [.. rows], result.IsCut);
    }

    private static CoverageRow RowOf(string node, string name, List<object?[]> cells, DateOnly from, DateOnly to)
    {
        var heard = cells.Select(cell => DateOnly.FromDateTime(((DateTimeOffset)cell[2]!).UtcDateTime)).ToHashSet();
        var gaps = new List<CoverageGap>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (heard.Contains(day))
            {
                continue;
            }

            if (gaps.Count > 0 && gaps[^1].To.AddDays(1) == day)
            {
                gaps[^1] = gaps[^1] with { To = day };
            }
            else
            {
                gaps.Add(new CoverageGap(day, day));
            }
        }

        return new CoverageRow(node, name, heard.Count, heard.Min(), heard.Max(), cells.Sum(cell => (long)cell[3]!), gaps);
    }
}

/// <summary>One system and class of logs.</summary>
/// <param name="Node">The city's name of the system, or else what the events call their host, observer or sender; empty when they say nothing.</param>
/// <param name="Class">Class of the logs: data set, module, format or source of the events.</param>
/// <param name="DaysHeard">Days of the window on which at least one event was received.</param>
/// <param name="First">First of them.</param>
/// <param name="Last">Last of them.</param>
/// <param name="Events">Events of the window.</param>
/// <param name="Gaps">Days without an event, ends included.</param>
public sealed record CoverageRow(
    string Node, string Class, int DaysHeard, DateOnly First, DateOnly Last, long Events, IReadOnlyList<CoverageGap> Gaps);

/// <summary>Days without an event, ends included.</summary>
public readonly record struct CoverageGap(DateOnly From, DateOnly To);
