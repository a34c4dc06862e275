using System.Collections.Concurrent;
using Kotwal.Collectors.Spool;

namespace Kotwal.Pipeline;

/// <summary>
/// Counts, for each source and kind of door, the records whose events are in the lake since the program started. Safe for many
/// threads.
/// </summary>
internal sealed class StoredTally
{
    private readonly ConcurrentDictionary<(string Source, string Transport), long> records = new();

    /// <summary>Records of a source that are stored.</summary>
    public long Of(string source, string transport) => records.GetValueOrDefault((source, transport));

    /// <summary>Counts the records of a batch that lie before a position.</summary>
    public void Add(SpoolBatch batch, long before)
    {
        foreach (var record in batch.Records)
        {
            if (record.Position < before)
            {
                records.AddOrUpdate((record.Origin.Source, record.Origin.Transport), 1, static (_, count) => count + 1);
            }
        }
    }
}
