using System.Diagnostics.Metrics;
using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Lake;
using Kotwal.Lake.Seals;
using Microsoft.Extensions.Options;

namespace Kotwal.Keeping;

/// <summary>
/// Proves the lake once a day, and says in the audit trail what came of it. What is said there is an event, and a rule makes an alert of
/// what is not sound. When the last check was is read from the trail, so that a restart begins none.
/// </summary>
internal sealed partial class LakeCheck : IDisposable
{
    public const string Action = "lake.verify";

    private readonly LakeOptions lake;
    private readonly IAuditTrail trail;
    private readonly TimeSpan every;
    private readonly TimeProvider clock;
    private readonly ILogger<LakeCheck> log;
    private readonly Meter meter = new("Kotwal.Keeping");
    private DateTimeOffset? checkedAt;
    private long faults;

    public LakeCheck(
        IOptions<LakeOptions> lake, IOptions<KeepingOptions> options, IAuditTrail trail, TimeProvider clock, ILogger<LakeCheck> log)
    {
        this.lake = lake.Value;
        this.trail = trail;
        this.clock = clock;
        this.log = log;
        every = options.Value.VerifyEvery;
        meter.CreateObservableGauge("kotwal.lake.faults", () => Interlocked.Read(ref faults), "{fault}", "Faults that the last check of the lake has found.");
    }

    /// <summary>Checks, if a check is due.</summary>
    public async Task RunIfDueAsync(CancellationToken cancel)
    {
        if (every <= TimeSpan.Zero || lake.SealKeyFile.Length == 0 || clock.GetUtcNow() - await CheckedAtAsync(cancel) < every)
        {
            return;
        }

        var verdict = await LakeVerifier.VerifyAsync(lake.Folder, lake.Cold, ColdDepth.Sizes, [lake.SealKeyFile], await SealNotes.ReadAsync(trail, cancel), cancel);
        Interlocked.Exchange(ref faults, verdict.FaultCount);
        checkedAt = clock.GetUtcNow();
        if (!verdict.IsSound)
        {
            NotSound(verdict.FaultCount, verdict.Faults[0].Path, verdict.Faults[0].Words);
        }

        await trail.WriteAsync(
            new AuditDeed(KeepingWorker.Actor, Action, "lake", verdict.IsSound ? AuditResult.Done : AuditResult.Failed, Words(verdict)), cancel);
    }

    public void Dispose() => meter.Dispose();

    private async Task<DateTimeOffset> CheckedAtAsync(CancellationToken cancel) => checkedAt ??=
        await trail.SearchAsync(new AuditFilter { Action = Action }, null, 1, cancel) is [var last, ..] ? last.At : DateTimeOffset.MinValue;

    private static string Words(LakeVerdict verdict) => string.Create(CultureInfo.InvariantCulture, $"{verdict.Seals} seals, {verdict.SealedSegments + verdict.OpenSegments} segments")
        + (verdict.IsSound ? "" : string.Create(CultureInfo.InvariantCulture, $"; {verdict.FaultCount} faults, first {verdict.Faults[0].Path}: {verdict.Faults[0].Words}"));

    [LoggerMessage(9051, LogLevel.Error, "The lake is not what was sealed: {Count} faults, first {Path}: {Words} Run 'kotwal verify' for all of them.")]
    private partial void NotSound(long count, string path, string words);
}
