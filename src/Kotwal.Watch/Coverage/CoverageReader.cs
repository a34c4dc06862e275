using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.Inventory;
using Kotwal.Lake.Coverage;

namespace Kotwal.Watch.Coverage;

/// <summary>Answers who sent logs on which days from what was counted, without reading an event. Safe for many threads.</summary>
internal sealed class CoverageReader(CoverageBook book, CityGraph graph, TimeProvider clock)
{
    /// <summary>Rows on a page.</summary>
    public const int PageRows = 50;

    private const int CriticalityLevels = CriticalityWords.Highest + 1;

    private readonly Lock gate = new();
    private CoverageLines? last;

    /// <summary>A page of rows, the worst first.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="page">Number of the page, from 0; beyond the last one it is the last.</param>
    /// <param name="reach">Of who asks.</param>
    /// <exception cref="IOException">What was counted cannot be read.</exception>
    public CoverageView Read(CoverageFilter filter, int page, Reach reach)
    {
        var window = WindowOf(filter);
        var reached = Present().All.Where(line => line.IsReached(reach)).ToList();
        var found = Sort(reached.Where(line => Fits(line, filter)), window).Where(row => !filter.IsMissing || row.Heard < window.Required).ToList();
        var shown = Math.Clamp(page, 0, Math.Max(0, (found.Count - 1) / PageRows));
        return new CoverageView(window, Describe([.. found.Skip(shown * PageRows).Take(PageRows)], window), found.Count, shown)
        {
            NotMet = found.Count(row => row.Heard < window.Required),
            Silent = found.Count(row => row.Heard == 0),
            Counted = book.Current.Counted.Keys.Count(day => day >= window.From && day <= window.To),
            Classes = [.. reached.Select(line => line.Class).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            Zones = Places(InventoryKinds.Zone, reach),
            Wards = Places(InventoryKinds.Ward, reach),
        };
    }

    /// <summary>All rows, the worst first.</summary>
    /// <exception cref="IOException">What was counted cannot be read.</exception>
    public IEnumerable<CoverageRowView> ReadAll(CoverageFilter filter, Reach reach)
    {
        var window = WindowOf(filter);
        return Sort(Present().All.Where(line => line.IsReached(reach) && Fits(line, filter)), window)
            .Where(row => !filter.IsMissing || row.Heard < window.Required)
            .Chunk(PageRows).SelectMany(rows => Describe(rows, window));
    }

    /// <summary>The days that a filter looks at.</summary>
    public CoverageWindow WindowOf(CoverageFilter filter)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var waiting = book.Current.Waiting.Aggregate(DaySet.Empty, (set, day) => set.With(day));
        return new(today.AddDays(-filter.Days), today.AddDays(-1), Math.Min(filter.Days, LogCoverage.LegalDays(today)), waiting);
    }

    private CoverageLines Present()
    {
        var (matrix, now) = (book.Current, graph.Current);
        lock (gate)
        {
            return last is { } known && known.Matrix == matrix && known.Graph == now ? known : last = CoverageLines.Of(matrix, now);
        }
    }

    private static bool Fits(CoverageLine line, CoverageFilter filter) =>
        (filter.Class is null || line.Class == filter.Class)
        && (filter.Words is null || line.Name.Contains(filter.Words, StringComparison.OrdinalIgnoreCase))
        && (filter.Zone is null || line.Node?.Zone?.Id == filter.Zone)
        && (filter.Ward is null || line.Node?.Ward?.Id == filter.Ward);

    // Fewest days first, of these the gravest system first, of these by name, in which order the lines come: so rows are dealt
    // into boxes and not compared.
    private static IEnumerable<(CoverageLine Line, int Heard)> Sort(IEnumerable<CoverageLine> lines, CoverageWindow window)
    {
        var boxes = new List<(CoverageLine, int)>?[(window.Days + 1) * CriticalityLevels];
        foreach (var line in lines)
        {
            var heard = line.Days.CountIn(window.From, window.To);
            (boxes[(heard * CriticalityLevels) + CriticalityWords.Highest - line.Criticality] ??= []).Add((line, heard));
        }

        return boxes.OfType<List<(CoverageLine, int)>>().SelectMany(box => box);
    }

    private static List<CoverageRowView> Describe(IReadOnlyList<(CoverageLine Line, int Heard)> rows, CoverageWindow window) =>
        [.. rows.Select(row => new CoverageRowView(row.Line, row.Heard, row.Heard >= window.Required, [.. DaySet.Gaps(window.From, window.To, row.Line.Days, window.Waiting)]))];

    private List<GraphNode> Places(string kind, Reach reach) =>
        [.. graph.Current.Nodes(reach, kind).OrderBy(node => node.Name, StringComparer.OrdinalIgnoreCase)];
}

/// <summary>The days that are looked at.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day: yesterday.</param>
/// <param name="Required">Days of it that must have logs.</param>
/// <param name="Waiting">Days that have events and were not counted yet.</param>
public sealed record CoverageWindow(DateOnly From, DateOnly To, int Required, DaySet Waiting)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>A row as it is shown.</summary>
/// <param name="Line">The system and the class.</param>
/// <param name="Heard">Days with logs.</param>
/// <param name="IsMet">Whether these are all that must be.</param>
/// <param name="Gaps">Days without.</param>
public sealed record CoverageRowView(CoverageLine Line, int Heard, bool IsMet, IReadOnlyList<CoverageGap> Gaps);

/// <summary>What the page shows.</summary>
/// <param name="Window">The days.</param>
/// <param name="Rows">The rows of one page.</param>
/// <param name="Total">Rows that fit the filter.</param>
/// <param name="Page">Number of the page, from 0.</param>
public sealed record CoverageView(CoverageWindow Window, IReadOnlyList<CoverageRowView> Rows, int Total, int Page)
{
    /// <summary>Rows that do not have the days that they must have.</summary>
    public int NotMet { get; init; }

    /// <summary>Rows without a single day.</summary>
    public int Silent { get; init; }

    /// <summary>Days of the window that have events and were counted.</summary>
    public int Counted { get; init; }

    /// <summary>Classes of logs that can be chosen.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Zones that can be chosen.</summary>
    public IReadOnlyList<GraphNode> Zones { get; init; } = [];

    /// <summary>Wards that can be chosen.</summary>
    public IReadOnlyList<GraphNode> Wards { get; init; } = [];
}
