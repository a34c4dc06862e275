using Kotwal.Events;

namespace Kotwal.Collectors.Spool;

/// <summary>Appending for senders that get no answer and can only be slowed down.</summary>
internal static class PatientAppend
{
    private const int MaxEntries = 10_000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Appends the entries however long that takes; a disk that refuses is tried again.</summary>
    public static async ValueTask AppendPatientlyAsync(
        this Spool spool, RecordOrigin origin, IReadOnlyList<SpoolEntry> entries, TimeProvider clock, CancellationToken cancel)
    {
        for (var i = 0; i < entries.Count;)
        {
            var part = entries.Count <= MaxEntries ? entries : [.. entries.Skip(i).Take(MaxEntries)];
            try
            {
                await spool.AppendManyAsync(origin, part, cancel);
                i += part.Count;
            }
            catch (IOException)
            {
                // The spool tells the log what is wrong; the sender waits.
                await Task.Delay(RetryDelay, clock, cancel);
            }
        }
    }
}
