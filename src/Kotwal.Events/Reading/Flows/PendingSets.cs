namespace Kotwal.Events.Reading.Flows;

/// <summary>Records whose template has not come yet, with what their datagram's header said.</summary>
/// <param name="Domain">The stream they belong to.</param>
/// <param name="Template">Number of the template they wait for.</param>
/// <param name="ExportedAt">When their datagram was sent, in nanoseconds since 1970.</param>
/// <param name="Uptime">The exporter's uptime then; null when it was not said.</param>
/// <param name="ReceivedAt">When we received it, in nanoseconds since 1970.</param>
/// <param name="Bytes">The records and their padding.</param>
internal sealed record PendingSet(long Domain, int Template, long ExportedAt, uint? Uptime, long ReceivedAt, byte[] Bytes);

/// <summary>
/// Sets that came before their template: bounded in bytes and in time, by the times of receipt. What leaves unread leaves as an event.
/// </summary>
internal sealed class PendingSets
{
    /// <summary>Most bytes that wait.</summary>
    public const int MaxBytes = 256 << 10;

    /// <summary>What a set takes beside its bytes.</summary>
    public const int Overhead = 64;

    // Exporters repeat their templates every few minutes, by default of the slowest of them every 30.
    private static readonly long MaxAge = (long)TimeSpan.FromMinutes(31).TotalNanoseconds;

    private readonly LinkedList<PendingSet> waiting = [];

    public int Bytes { get; private set; }

    public IEnumerable<PendingSet> All => waiting;

    public void Add(PendingSet set)
    {
        waiting.AddLast(set);
        Bytes += set.Bytes.Length + Overhead;
    }

    /// <summary>Takes out what has waited too long, or what there is no room for.</summary>
    public PendingSet? TakeOverdue(long now)
    {
        if (waiting.First is { Value: var oldest } && (Bytes > MaxBytes || now - oldest.ReceivedAt > MaxAge))
        {
            Remove(waiting.First);
            return oldest;
        }

        return null;
    }

    /// <summary>Takes out the oldest set that waits for the template; null when none does.</summary>
    public PendingSet? Take(long domain, int template)
    {
        for (var node = waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Domain == domain && node.Value.Template == template)
            {
                Remove(node);
                return node.Value;
            }
        }

        return null;
    }

    public void Clear()
    {
        waiting.Clear();
        Bytes = 0;
    }

    private void Remove(LinkedListNode<PendingSet> node)
    {
        Bytes -= node.Value.Bytes.Length + Overhead;
        waiting.Remove(node);
    }
}
