using System.Data.Common;
using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Lake;
using Kotwal.Lake.Seals;
using Microsoft.Extensions.Options;

namespace Kotwal.Keeping;

/// <summary>
/// Looks after what the lake promises over time: notes its seals in the audit trail, deletes what is over, and proves the lake once a
/// day. What the world refuses is tried again at the next look.
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

    [LoggerMessage(9054, LogLevel.Warning, "The system's clock went ahead by {Leap}. Nothing is deleted for a day: if the clock is wrong, put it right.")]
    private partial void ClockLeapt(TimeSpan leap);

    [LoggerMessage(9052, LogLevel.Warning, "What the lake promises could not be looked after; it is tried again.")]
    private partial void LookFailed(Exception failure);
}
