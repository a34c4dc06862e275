using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Coverage;

/// <summary>Counts events by system, class of logs and day: hot segments by one hunt, cold ones by the small files beside them.</summary>
/// <param name="runner">Runs hunts.</param>
/// <param name="folder">Full path of the lake's folder.</param>
/// <param name="keep">Writes a file beside a segment; null for a process that only reads.</param>
internal sealed class HeardEvents(HuntRunner runner, string folder, Action<string, byte[]>? keep)
{
    private const int MaxCells = 2_000_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    /// <summary>Rows of system, class, day and number of events.</summary>
    /// <param name="manifest">The segments; the caller holds a lease on them.</param>
    /// <param name="from">First day of receipt.</param>
    /// <param name="until">Day after the last one.</param>
    /// <param name="cancel">Ends it.</param>
    public async ValueTask<QueryResult> ReadAsync(LakeManifest manifest, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var hot = await AskAsync(Only(manifest, segment => segment.Cold is null), from, until, cancel).ConfigureAwait(false);
        var rows = new List<object?[]>(hot.Rows);
        foreach (var segment in manifest.All().Where(segment => segment.Cold is not null && segment.Day >= from && segment.Day < until))
        {
            var day = new DateTimeOffset(segment.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var heard = HeardFile.TryLoad(folder, segment) ?? await CountAsync(segment, cancel).ConfigureAwait(false);
            rows.AddRange(heard.Rows.Select(row => new object?[] { row.Node, row.Class, day, row.Events }));
        }

        return hot with { Rows = rows };
    }

    /// <summary>Makes the file beside a segment, if there is none.</summary>
    /// <exception cref="IOException">The segment cannot be read.</exception>
    public async ValueTask MakeAsync(Segment segment, CancellationToken cancel)
    {
        try
        {
            _ = HeardFile.TryLoad(folder, segment) ?? await CountAsync(segment, cancel).ConfigureAwait(false);
        }
        catch (QueryFailedException failure)
        {
            throw new IOException($"The segment {segment.Path} could not be read: {failure.Message}", failure);
        }
    }

    private async ValueTask<HeardFile> CountAsync(Segment segment, CancellationToken cancel)
    {
        var counted = await AskAsync(
            LakeManifest.Empty with { Segments = [segment] }, segment.Day, segment.Day.AddDays(1), cancel).ConfigureAwait(false);
        var heard = new HeardFile(HeardFile.CurrentVersion, segment.Sha256, [.. counted.Rows.Select(row => new HeardRow(row[0] as string, row[1] as string, (long)row[3]!))]);
        keep?.Invoke(HeardFile.PathFor(segment.Path), heard.ToJson());
        return heard;
    }

    private ValueTask<QueryResult> AskAsync(LakeManifest manifest, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var hunt = HuntQuery.Parse(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | where event.ingested >= datetime({from:yyyy-MM-dd}T00:00:00Z) and event.ingested < datetime({until:yyyy-MM-dd}T00:00:00Z)
            | {CoverageCount.Extend}
            | summarize events = count() by node, class, day = bin(event.ingested, 1d)
            """));
        return runner.RunAsync(
            hunt.Query ?? throw new InvalidOperationException($"The hunt for coverage is none: {hunt.Error}"),
            VisibleEvents.All, [], folder, manifest, new QueryLimits(MaxCells, Timeout), cancel);
    }

    private static LakeManifest Only(LakeManifest manifest, Func<Segment, bool> isMeant) => manifest with
    {
        Segments = [.. manifest.Segments.Where(isMeant)],
        Folded = manifest.Folded.ToImmutableSortedDictionary(day => day.Key, day => day.Value with { Segments = [.. day.Value.Segments.Where(isMeant)] }),
    };
}
