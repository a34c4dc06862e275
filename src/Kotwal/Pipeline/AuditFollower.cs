using System.Data.Common;
using System.Diagnostics.Metrics;
using Kotwal.City.Audit;
using Kotwal.City.Work;
using Kotwal.Collectors.Own;

namespace Kotwal.Pipeline;

/// <summary>
/// Brings each entry of the audit trail into the pipeline, so that rules watch over the product too. It follows the ledger and
/// not the writers: what a command on the host writes is seen as well, and nothing is lost while the spool refuses or the server
/// stands still. How far it came is saved after the records are durable, so that a crash repeats a few and never leaves one out.
/// </summary>
internal sealed partial class AuditFollower(
    IAuditTrail trail, OwnDoor door, CityFeed feed, AuditPosition position, ILogger<AuditFollower> log) : BackgroundService
{
    private const int PageEntries = 500;

    /// <summary>Other processes write too, and the feed tells of this one only.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim news = new(0, 1);
    private readonly Meter meter = new("Kotwal.Pipeline");
    private long waiting;

    public override void Dispose()
    {
        meter.Dispose();
        news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge(
            "kotwal.audit.waiting", () => Interlocked.Read(ref waiting), "{entry}", "Entries of the audit trail that are not in the spool yet.");
        var sent = meter.CreateCounter<long>("kotwal.audit.sent", "{entry}", "Entries of the audit trail that went into the spool.");
        using var listening = feed.Subscribe(CityTopic.Audit, Wake);
        var isFailing = false;
        while (true)
        {
            try
            {
                sent.Add(await SendAsync(stoppingToken));
                isFailing = false;
            }
            catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException)
            {
                if (!isFailing)
                {
                    Stopped(failure.Message);
                }

                isFailing = true;
            }

            await news.WaitAsync(LookEvery, stoppingToken);
        }
    }

    /// <summary>Sends all there is.</summary>
    private async Task<long> SendAsync(CancellationToken cancel)
    {
        var sent = 0L;
        var after = (await FindPlaceAsync(cancel)).Sequence;
        while (await trail.ReadAfterAsync(new AuditFilter(), after, PageEntries, cancel) is { Count: > 0 } page)
        {
            var newest = await trail.ReadAsync(null, 1, cancel);
            Interlocked.Exchange(ref waiting, newest[0].Sequence - after);
            await door.TakeAsync(AuditRecord.Source, AuditRecord.Format, [.. page.Select(AuditRecord.Of)], cancel);
            after = page[^1].Sequence;
            position.Save(AuditPlace.Of(page[^1]));
            sent += page.Count;
        }

        Interlocked.Exchange(ref waiting, 0);
        return sent;
    }

    /// <summary>Where to go on. When the entry that was sent last is not in the trail any more, those that took its place are unknown.</summary>
    private async Task<AuditPlace> FindPlaceAsync(CancellationToken cancel)
    {
        var place = position.Read();
        if (place.Sequence == 0
            || (await trail.ReadAfterAsync(new AuditFilter(), place.Sequence - 1, 1, cancel)).Any(place.IsOf))
        {
            return place;
        }

        Rewritten(place.Sequence);
        position.Save(AuditPlace.Start);
        return AuditPlace.Start;
    }

    private void Wake()
    {
        try
        {
            news.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
        catch (ObjectDisposedException)
        {
            // The program ends; the next one goes on from the saved position.
        }
    }

    [LoggerMessage(9041, LogLevel.Error, "The audit trail cannot be followed and is tried again; nothing is lost: {Reason}")]
    private partial void Stopped(string reason);

    [LoggerMessage(9042, LogLevel.Error, "Entry {Sequence} of the audit trail, which was sent as an event, is not in the trail any more: it was cut off, written anew or restored from an older copy. The whole trail is sent again; run 'kotwal audit verify'.")]
    private partial void Rewritten(long sequence);
}
