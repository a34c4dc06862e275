using Kotwal.Events;
using Kotwal.Events.Formats;

namespace Kotwal.Pipeline;

/// <summary>
/// One reader per sender, because some formats remember. Senders can be forged, so the table is bounded and the longest silent
/// leaves first. For one thread.
/// </summary>
internal sealed class SenderReaders(int capacity)
{
    private readonly Dictionary<(string Source, string? Sender, string? Format), LinkedListNode<Entry>> known = [];
    private readonly LinkedList<Entry> byRecency = [];

    /// <summary>The reader for whoever sent the record.</summary>
    public IEventReader For(RecordOrigin origin)
    {
        var key = (origin.Source, origin.Sender, origin.Format);
        if (known.TryGetValue(key, out var node))
        {
            byRecency.Remove(node);
            byRecency.AddFirst(node);
            return node.Value.Reader;
        }

        if (known.Count >= capacity && byRecency.Last is { } oldest)
        {
            byRecency.RemoveLast();
            known.Remove(oldest.Value.Key);
        }

        node = byRecency.AddFirst(new Entry(key, new DetectingReader()));
        known.Add(key, node);
        return node.Value.Reader;
    }

    private readonly record struct Entry((string Source, string? Sender, string? Format) Key, IEventReader Reader);
}
