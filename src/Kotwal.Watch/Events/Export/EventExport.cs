using System.Runtime.CompilerServices;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Hunt;
using Kotwal.Lake;
using Microsoft.Extensions.Options;

namespace Kotwal.Watch.Events.Export;

/// <summary>
/// Reads everything that a search finds, in slices of time, so that a long export holds one slice and not the whole. Each export is
/// in the audit trail before its first row goes out. Safe for many threads.
/// </summary>
internal sealed class EventExport(EventHunts hunts, IAuditTrail audit, IOptions<WatchOptions> options)
{
    /// <summary>Most events of one slice.</summary>
    public const int SliceRows = 20_000;

    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    /// <summary>Begins an export: what is wrong with it is known now, and not in the middle of a file.</summary>
    /// <param name="asked">The search.</param>
    /// <param name="isWhole">True for all fields that events have, where no columns are chosen; false for the usual ones.</param>
    /// <param name="format">Name of the format, for the note.</param>
    /// <param name="user">Who asks; the export sees what that one sees.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">The lake cannot be read, or the note cannot be taken.</exception>
    public async Task<ExportStart> BeginAsync(SearchState asked, bool isWhole, string format, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (HuntText.Read(asked.Query, hunts.TableNames, out var hunt) is { } error)
        {
            return new(null, error, null);
        }

        var reach = Reach.For(user, Policies.Read);
        var slices = (hunt.FindsEvents ? EventsAsync(hunt, asked, isWhole, reach, cancel) : TableAsync(hunt, asked.Window, reach, cancel))
            .GetAsyncEnumerator(cancel);
        try
        {
            var hasRows = await slices.MoveNextAsync();
            await NoteAsync(asked, format, AuditResult.Done, user, cancel);
            return new(FromAsync(hasRows, slices), null, null);
        }
        catch (QueryFailedException failure)
        {
            await slices.DisposeAsync();
            await NoteAsync(asked, format, AuditResult.Failed, user, cancel);
            return new(null, null, failure.Message);
        }
    }

    private Task NoteAsync(SearchState asked, string format, AuditResult result, ClaimsPrincipal user, CancellationToken cancel)
    {
        var reading = HuntReading.Of(asked.Query, asked.Window, result, format);
        return audit.WriteAsync(new(user.Identity?.Name ?? "", "event.export", reading.Subject, result, reading.Detail), cancel);
    }

    private static async IAsyncEnumerable<QueryResult> FromAsync(bool hasRows, IAsyncEnumerator<QueryResult> slices)
    {
        await using (slices)
        {
            for (; hasRows; hasRows = await slices.MoveNextAsync())
            {
                yield return slices.Current;
            }
        }
    }

    // What a hunt made of events has no time by which it could be parted.
    private async IAsyncEnumerable<QueryResult> TableAsync(
        HuntText hunt, TimeWindow window, Reach reach, [EnumeratorCancellation] CancellationToken cancel)
    {
        var table = await AskAsync(HuntPart.Join(hunt.Within(window, null)), reach, options.Value.MaxQueryRows, cancel);
        if (table.IsCut)
        {
            throw new QueryFailedException($"The result has more than {table.Rows.Count} rows. Narrow the query or its time range.");
        }

        yield return table;
    }

    private async IAsyncEnumerable<QueryResult> EventsAsync(
        HuntText hunt, SearchState asked, bool isWhole, Reach reach, [EnumeratorCancellation] CancellationToken cancel)
    {
        var projection = asked.Columns.Count > 0
            ? EventRow.ProjectedOnly(asked.Columns)
            : isWhole ? null : EventRow.Projection;
        var most = Math.Min(SliceRows, options.Value.MaxQueryRows);
        var waiting = new Stack<TimeWindow>(await PlanAsync(hunt, asked.Window, reach, most, cancel));
        while (waiting.TryPop(out var slice))
        {
            var rows = await AskAsync(HuntPart.Join(hunt.Within(slice, projection)), reach, most, cancel);
            if (!rows.IsCut)
            {
                yield return rows;
                continue;
            }

            var (older, newer) = Halves(slice);
            waiting.Push(older);
            waiting.Push(newer);
        }
    }

    /// <summary>Slices with about the most rows that one may have, the oldest first.</summary>
    private async Task<IReadOnlyList<TimeWindow>> PlanAsync(HuntText hunt, TimeWindow window, Reach reach, int most, CancellationToken cancel)
    {
        // The newest event may be of the future: clocks of devices are wrong.
        var bounds = await AskAsync(hunt.BoundsWithin(window), reach, 1, cancel);
        if (bounds.Rows is not [[DateTimeOffset first, DateTimeOffset last]])
        {
            return [];
        }

        var length = TimeWindow.BucketFor(first, last);
        var counts = await AskAsync(hunt.CountsWithin(window, length), reach, options.Value.MaxQueryRows, cancel);
        var (slices, from, rows) = (new List<TimeWindow>(), first, 0L);
        foreach (var bar in Histograms.Fill(counts, first, last, length))
        {
            if (rows > 0 && rows + bar.Count > most)
            {
                slices.Add(TimeWindow.Between(from, bar.Start));
                (from, rows) = (bar.Start, 0);
            }

            rows += bar.Count;
        }

        slices.Add(TimeWindow.Between(from, last + Instant));
        return slices;
    }

    private static (TimeWindow Older, TimeWindow Newer) Halves(TimeWindow slice)
    {
        var (from, until) = (slice.From!.Value, slice.Until!.Value);
        var half = TimeSpan.FromMicroseconds((long)((until - from).TotalMicroseconds / 2));
        return half < Instant
            ? throw new QueryFailedException($"Too many events at {TimeWindow.Write(from)}, all at one time, to be exported.")
            : (TimeWindow.Between(from, from + half), TimeWindow.Between(from + half, until));
    }

    private async Task<QueryResult> AskAsync(string text, Reach reach, int most, CancellationToken cancel)
    {
        var answer = await hunts.AskAsync(text, reach, most, cancel);
        return answer.Result ?? throw new QueryFailedException(answer.Failure ?? answer.Error?.Message ?? "");
    }
}

/// <summary>An export that begins, or why it does not.</summary>
/// <param name="Slices">The rows, the newest events first; to be read once.</param>
/// <param name="Error">Where and why the text is no hunt.</param>
/// <param name="Failure">Why a hunt that can be read could not be answered.</param>
internal sealed record ExportStart(IAsyncEnumerable<QueryResult>? Slices, HuntError? Error, string? Failure);
