using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Console.Ui;
using Kotwal.Lake;
using Kotwal.Watch.Cells;
using Kotwal.Watch.Events;
using Kotwal.Watch.Map;

namespace Kotwal.Watch.Dashboards;

/// <summary>
/// Asks what a tile shows, with what the one who looks may see. A few at a time: a wall of tiles must not take the lake from those
/// who search. Safe for many threads.
/// </summary>
internal sealed class TileReader(EventHunts hunts, MapReader maps, ReadTrail reads, TimeProvider clock) : IDisposable
{
    /// <summary>Most bars or rows of a tile.</summary>
    public const int MaxRows = 12;

    /// <summary>Most rows that a chart is drawn of.</summary>
    public const int MaxChartRows = 5_000;

    /// <summary>Most tiles that are asked for at a time.</summary>
    public const int MaxAtOnce = 2;

    private readonly SemaphoreSlim turns = new(MaxAtOnce);

    /// <exception cref="IOException">The lake cannot be read, or the note cannot be taken.</exception>
    public async Task<TileAnswer> ReadAsync(TileSpec tile, TimeWindow window, ClaimsPrincipal user, CancellationToken cancel)
    {
        var reach = Reach.For(user, Policies.Read);
        if (tile.Kind == TileKind.Map)
        {
            return new() { Map = await maps.ReadAsync(reach, cancel) };
        }

        if (HuntText.Read(tile.Query, out var hunt) is { } error)
        {
            return new() { Failure = error.ToString() };
        }

        await reads.NoteAsync(user, HuntReading.Of(tile.Query, window, AuditResult.Done, "tile"), cancel);
        await turns.WaitAsync(cancel);
        try
        {
            return tile.Kind switch
            {
                TileKind.Number => await NumberAsync(hunt, window, reach, cancel),
                TileKind.Line => await LineAsync(hunt, window, reach, cancel),
                _ => await AskAsync(HuntPart.Join(hunt.Within(window, null)), tile.Kind == TileKind.Chart ? MaxChartRows : MaxRows, reach, cancel),
            };
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<TileAnswer> NumberAsync(HuntText hunt, TimeWindow window, Reach reach, CancellationToken cancel)
    {
        var now = await NumberWithinAsync(hunt, window, reach, cancel);
        if (now.Failure is not null || window.From is not { } from)
        {
            return now;
        }

        var length = (window.Until ?? clock.GetUtcNow()) - from;
        var before = await NumberWithinAsync(hunt, TimeWindow.Between(from - length, from), reach, cancel);
        return now with { Before = before.Number };
    }

    private async Task<TileAnswer> NumberWithinAsync(HuntText hunt, TimeWindow window, Reach reach, CancellationToken cancel)
    {
        var answer = await AskAsync(HuntPart.Join(hunt.Within(window, hunt.FindsEvents ? "count" : null)), 1, reach, cancel);
        var cell = answer.Table?.Rows is [var row, ..] ? Array.Find(row, cell => cell is long or double) : null;
        return answer with { Number = answer.Failure is not null ? null : cell is long whole ? whole : cell as double? ?? 0 };
    }

    private async Task<TileAnswer> LineAsync(HuntText hunt, TimeWindow window, Reach reach, CancellationToken cancel)
    {
        var until = window.Until ?? clock.GetUtcNow();
        var from = window.From ?? until.AddDays(-7);
        var length = TimeWindow.BucketFor(from, until);
        var answer = await AskAsync(
            hunt.FindsEvents ? hunt.CountsWithin(TimeWindow.Between(from, until), length) : HuntPart.Join(hunt.Within(TimeWindow.Between(from, until), null)),
            TimeWindow.MaxBuckets + 2, reach, cancel);
        return answer.Table is { } table ? answer with { Buckets = Histograms.Fill(table, from, until, length), BucketLength = length } : answer;
    }

    private async Task<TileAnswer> AskAsync(string text, int most, Reach reach, CancellationToken cancel)
    {
        var answer = await hunts.AskAsync(text, reach, most, cancel);
        return answer.Result is { } result
            ? new() { Table = result }
            : new() { Failure = answer.Failure ?? answer.Error?.Message ?? "" };
    }
}

/// <summary>What a tile shows: what belongs to its kind, or why there is nothing.</summary>
public sealed record TileAnswer
{
    public string? Failure { get; init; }

    public double? Number { get; init; }

    /// <summary>The number of the stretch before; null when there is none to compare with.</summary>
    public double? Before { get; init; }

    public IReadOnlyList<HistogramBucket> Buckets { get; init; } = [];

    public TimeSpan BucketLength { get; init; }

    public QueryResult? Table { get; init; }

    public MapView? Map { get; init; }

    /// <summary>Names and numbers of a table: of each row the texts, and the first number.</summary>
    internal IReadOnlyList<(string Name, double Value, object?[] Row)> Named => Table is null
        ? []
        :
        [
            .. Table.Rows.Select(row => (
                string.Join(" · ", row.Where(cell => cell is not (null or "" or long or double)).Select(CellText.Of)),
                row.FirstOrDefault(cell => cell is long or double) is { } cell ? Convert.ToDouble(cell, System.Globalization.CultureInfo.InvariantCulture) : 0,
                row)),
        ];
}
