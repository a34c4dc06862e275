using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Console.Ui;
using Kotwal.Hunt;
using Kotwal.Lake;
using Microsoft.Extensions.Options;

namespace Kotwal.Watch.Events;

/// <summary>Answers what the Events page asks: the newest events that fit, and how many there are over time.</summary>
internal sealed class EventSearch(EventHunts hunts, ReadTrail reads, IOptions<WatchOptions> options, TimeProvider clock)
{
    /// <summary>Runs a person's hunt over a stretch of time, and notes that the person asked, whatever came of it.</summary>
    /// <exception cref="IOException">The lake cannot be read, or the note cannot be taken.</exception>
    public async Task<EventAnswer> AskAsync(SearchState asked, ClaimsPrincipal user, CancellationToken cancel)
    {
        var (text, window) = (asked.Query, asked.Window);
        if (HuntText.Read(text, hunts.TableNames, out var hunt) is { } error)
        {
            return new() { Asked = asked, Error = error };
        }

        var reach = Reach.For(user, Policies.Read);
        var parts = hunt.Within(window, hunt.FindsEvents ? EventRow.Projected(asked.Columns) : null);
        var found = await FindAsync(text, parts, window, user, cancel);
        if (found.Result is not { } result)
        {
            return new() { Asked = asked, Error = Typed(found.Error, parts), Failure = found.Failure ?? found.Error?.Message };
        }

        var (buckets, length) = await CountAsync(hunt, window, reach, cancel);
        return new()
        {
            Asked = asked,
            Events = hunt.FindsEvents ? EventRow.Of(result, asked.Columns) : null,
            Table = hunt.FindsEvents ? null : result,
            IsCut = result.IsCut,
            Notes = [.. result.Notes.Select(note => note.Message)],
            Took = result.Took,
            Buckets = buckets,
            BucketLength = length,
        };
    }

    private async Task<HuntAnswer> FindAsync(
        string text, IReadOnlyList<HuntPart> parts, TimeWindow window, ClaimsPrincipal user, CancellationToken cancel)
    {
        HuntAnswer found;
        try
        {
            found = await hunts.AskAsync(HuntPart.Join(parts), Reach.For(user, Policies.Read), options.Value.EventRowsPerPage, cancel);
        }
        catch (Exception failure)
        {
            await reads.NoteAsync(user, HuntReading.Of(text, window, AuditResult.Failed, failure.GetType().Name), CancellationToken.None);
            throw;
        }

        var reading = found.Result is { } result
            ? HuntReading.Of(text, window, AuditResult.Done, string.Create(CultureInfo.InvariantCulture, $"{result.Rows.Count} rows"))
            : HuntReading.Of(text, window, AuditResult.Failed, "not answered");
        await reads.NoteAsync(user, reading, cancel);
        return found;
    }

    // What is wrong in a meaning has its place in the longer hunt; a person wants to see it in what was typed.
    private static HuntError? Typed(HuntError? error, IReadOnlyList<HuntPart> parts) =>
        error is not null && HuntPart.TypedPlace(parts, error.Position) is { } place
            ? error with { Position = place, Line = 1, Column = place + 1 }
            : null;

    private async Task<(IReadOnlyList<HistogramBucket> Buckets, TimeSpan Length)> CountAsync(
        HuntText hunt, TimeWindow window, Reach reach, CancellationToken cancel)
    {
        if (hunt.IsWhole || await BoundsAsync(hunt, window, reach, cancel) is not var (from, until) || from > until)
        {
            return ([], TimeSpan.Zero);
        }

        var length = TimeWindow.BucketFor(from, until);
        var counts = await hunts.AskAsync(hunt.CountsWithin(window, length), reach, maxRows: null, cancel);
        return counts.Result is null ? ([], TimeSpan.Zero) : (Histograms.Fill(counts.Result, from, until, length), length);
    }

    private async Task<(DateTimeOffset From, DateTimeOffset Until)?> BoundsAsync(
        HuntText hunt, TimeWindow window, Reach reach, CancellationToken cancel)
    {
        if (window.From is { } from)
        {
            return (from, window.Until ?? clock.GetUtcNow());
        }

        var bounds = await hunts.AskAsync(hunt.BoundsWithin(window), reach, maxRows: 1, cancel);
        return bounds.Result?.Rows is [[DateTimeOffset first, DateTimeOffset last]] ? (first, last) : null;
    }
}

/// <summary>What the Events page shows. Either there is an error, a failure, or rows.</summary>
public sealed record EventAnswer
{
    /// <summary>What was asked.</summary>
    public required SearchState Asked { get; init; }

    /// <summary>Where and why the typed text is no hunt.</summary>
    public HuntError? Error { get; init; }

    /// <summary>Why a hunt that can be read could not be answered.</summary>
    public string? Failure { get; init; }

    /// <summary>Events, the newest first; null when the hunt made something else of them.</summary>
    public IReadOnlyList<EventRow>? Events { get; init; }

    /// <summary>What the hunt made of the events.</summary>
    public QueryResult? Table { get; init; }

    /// <summary>True when there is more than is shown.</summary>
    public bool IsCut { get; init; }

    /// <summary>What the person may have meant otherwise: names that are nearly those of fields.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public TimeSpan Took { get; init; }

    /// <summary>Counts over time, without gaps; empty when there is nothing to count.</summary>
    public IReadOnlyList<HistogramBucket> Buckets { get; init; } = [];

    public TimeSpan BucketLength { get; init; }
}
