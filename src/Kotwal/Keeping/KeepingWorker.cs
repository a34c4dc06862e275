using System.Data.Common;
using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Lake;
using Kotwal.Lake.Seals;
using Microsoft.Extensions.Options;

namespace Kotwal.Keeping;

/// <summary>
/// Looks after what the lake promises over time: notes its seals in the audit trail, deletes what is over, moves what is old into the cold
/// store, and proves the lake once a day. What the world refuses is tried again at the next look.
/// </summary>
internal sealed partial class KeepingWorker(
    LakeEventStore store, LakeCheck check, IAuditTrail trail, IOptions<LakeOptions> lake, IOptions<KeepingOptions> options, TimeProvider clock,
    ILogger<KeepingWorker> log)
    : BackgroundService
{
    public const string Actor = "kotwal";

    private readonly ClockLeaps leaps = new(clock, store.NewestAtOpening);
    private NotedSeal? noted;
    private bool areClassesNoted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is DbException or IOException or UnauthorizedAccessException)
            {
                LookFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does all that is due.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        await NoteClassesAsync(cancel);
        await NoteSealAsync(cancel);
        await ExpireAsync(cancel);
        await NoteSealAsync(cancel);
        await check.RunIfDueAsync(cancel);
        await CoolAsync(cancel);
    }

    // That somebody allowed less than the law asks is in the trail before anything is deleted by it.
    private async Task NoteClassesAsync(CancellationToken cancel)
    {
        if (areClassesNoted)
        {
            return;
        }

        foreach (var one in lake.Value.Classes.Where(one => !string.IsNullOrWhiteSpace(one.BelowLegalMinimum)))
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{one.Days} days: {one.BelowLegalMinimum.Trim()}");
            await trail.WriteAsync(new AuditDeed(Actor, "retention.acknowledge", one.Name, AuditResult.Done, words), cancel);
        }

        areClassesNoted = true;
    }

    private async Task ExpireAsync(CancellationToken cancel)
    {
        var isBelieved = leaps.IsBelieved(out var leap);
        if (leap is { } length)
        {
            ClockLeapt(length);
        }

        foreach (var due in isBelieved ? store.Due() : [])
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{due.Rows} events in {due.Segments} files, {due.Bytes} bytes. {due.Reason}");
            var deed = new AuditDeed(
                Actor, "retention.delete", string.Create(CultureInfo.InvariantCulture, $"day={due.Day:yyyy-MM-dd}/class={due.Class}"), AuditResult.Done, words);
            var result = await trail.DoAsync(deed, () => store.ExpireAsync(due, cancel).AsTask(), cancel);
            Expired(due.Day, due.Class, result.Deleted, result.Kept);
        }
    }

    // No longer at once than until the next look: what is over is not to wait for a slow store.
    private async Task CoolAsync(CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        var (files, bytes) = (0, 0L);
        try
        {
            while (clock.GetElapsedTime(startedAt) < options.Value.LookEvery && await store.CoolOnceAsync(cancel) is { } moved)
            {
                (files, bytes) = (files + 1, bytes + moved.Bytes);
            }

            await store.SweepColdAsync(cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            CoolingFailed(failure);
        }

        if (files > 0)
        {
            Cooled(files, bytes);
        }
    }

    // The newest link names all before it.
    private async Task NoteSealAsync(CancellationToken cancel)
    {
        if (store.NewestSeal is not { } newest)
        {
            return;
        }

        noted ??= await SealNotes.ReadNewestAsync(trail, cancel);
        if (noted != newest && (noted is null || newest.Sequence > noted.Sequence))
        {
            await trail.WriteAsync(SealNotes.Note(newest), cancel);
            noted = newest;
        }
    }

    [LoggerMessage(9053, LogLevel.Information, "{Day}, class {Class}: {Deleted} events were deleted because their time is over, {Kept} are kept for holds.")]
    private partial void Expired(DateOnly day, string @class, long deleted, long kept);

    [LoggerMessage(9054, LogLevel.Information, "{Files} files of events, {Bytes} bytes, were moved into the cold store.")]
    private partial void Cooled(int files, long bytes);

    [LoggerMessage(9055, LogLevel.Warning, "Events could not be moved into the cold store; nothing is lost, and it is tried again.")]
    private partial void CoolingFailed(Exception failure);

    [LoggerMessage(9056, LogLevel.Warning, "The system's clock went ahead by {Leap}. Nothing is deleted for a day: if the clock is wrong, put it right.")]
    private partial void ClockLeapt(TimeSpan leap);

    [LoggerMessage(9052, LogLevel.Warning, "What the lake promises could not be looked after; it is tried again.")]
    private partial void LookFailed(Exception failure);
}
