using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Lake.Seals;

namespace Kotwal.Keeping;

/// <summary>
/// The newest link of the lake's chain of seals, noted in the audit trail: whoever cuts the chain short, or writes it anew with the
/// stolen key, has to alter that chain, too.
/// </summary>
internal static class SealNotes
{
    public const string Action = "lake.seal";

    /// <summary>What was noted, the newest first.</summary>
    public static async Task<IReadOnlyCollection<NotedSeal>> ReadAsync(IAuditTrail trail, CancellationToken cancel)
    {
        var notes = new List<NotedSeal>();
        long? before = null;
        while (true)
        {
            var some = await trail.SearchAsync(new AuditFilter { Action = Action }, before, IAuditTrail.MaxRows, cancel);
            notes.AddRange(some.Select(Read).OfType<NotedSeal>());
            if (some.Count < IAuditTrail.MaxRows)
            {
                return notes;
            }

            before = some[^1].Sequence;
        }
    }

    public static async Task<NotedSeal?> ReadNewestAsync(IAuditTrail trail, CancellationToken cancel) =>
        await trail.SearchAsync(new AuditFilter { Action = Action }, null, 1, cancel) is [var newest, ..] ? Read(newest) : null;

    public static AuditDeed Note(NotedSeal seal) =>
        new(KeepingWorker.Actor, Action, seal.Sequence.ToString(CultureInfo.InvariantCulture), AuditResult.Done, seal.Sha256);

    private static NotedSeal? Read(AuditEntry entry) =>
        entry is { Action: Action, Actor: KeepingWorker.Actor, Detail: { } hash } && long.TryParse(entry.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? new(sequence, hash) : null;
}
