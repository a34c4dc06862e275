using System.Buffers;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Events.Reading;

namespace Kotwal.Pipeline;

/// <summary>
/// One reader per sender, because some formats remember. Senders can be forged, so the table is bounded in number and in what its
/// readers remember together, and the longest silent leaves first. For one thread.
/// </summary>
/// <param name="capacity">Most senders.</param>
/// <param name="maxBytes">Most bytes that all readers remember together.</param>
internal sealed class SenderReaders(int capacity, long maxBytes = 64 << 20)
{
    private readonly Dictionary<Key, LinkedListNode<Entry>> known = [];
    private readonly LinkedList<Entry> byRecency = [];
    private long bytes;

    /// <summary>The reader for whoever sent the record.</summary>
    public IEventReader For(RecordOrigin origin)
    {
        WeighLast();
        var key = new Key(origin.Source, origin.Sender, origin.Format);
        if (known.TryGetValue(key, out var node))
        {
            if (node != byRecency.First)
            {
                byRecency.Remove(node);
                byRecency.AddFirst(node);
            }

            return node.Value.Reader;
        }

        if (known.Count >= capacity)
        {
            ForgetOldest();
        }

        return Add(key).Reader;
    }

    /// <summary>What all readers remember, the longest silent first.</summary>
    public ReadOnlyMemory<byte> Snapshot()
    {
        var output = new ArrayBufferWriter<byte>();
        var part = new ArrayBufferWriter<byte>();
        var state = new StateWriter(output);
        for (var node = byRecency.Last; node is not null; node = node.Previous)
        {
            part.ResetWrittenCount();
            node.Value.Reader.Save(part);
            state.Add(node.Value.Key.Source);
            state.Add(node.Value.Key.Sender);
            state.Add(node.Value.Key.Format);
            state.Add(part.WrittenSpan);
        }

        return output.WrittenMemory;
    }

    /// <summary>Takes a snapshot back in place of what is known. False when a sender, or all, begin anew.</summary>
    public bool TryRestore(ReadOnlySpan<byte> snapshot)
    {
        Forget();
        var state = new StateReader(snapshot);
        var isKnown = true;
        while (state.HasMore)
        {
            var key = new Key(state.ReadText() ?? "", state.ReadText(), state.ReadText());
            var part = state.ReadBytes();
            if (state.IsDamaged || known.ContainsKey(key))
            {
                Forget();
                return false;
            }

            isKnown &= Add(key).Reader.TryRestore(part);
            WeighLast();
        }

        return isKnown && state.IsWhole;
    }

    private Entry Add(Key key)
    {
        var entry = new Entry(key, new DetectingReader());
        known.Add(key, byRecency.AddFirst(entry));
        return entry;
    }

    // Only the reader that was asked for last can have changed since.
    private void WeighLast()
    {
        if (byRecency.First is not { Value: var last })
        {
            return;
        }

        var now = last.Reader.StateBytes;
        bytes += now - last.Bytes;
        last.Bytes = now;
        while (bytes > maxBytes && known.Count > 1)
        {
            ForgetOldest();
        }
    }

    private void ForgetOldest()
    {
        var oldest = byRecency.Last!.Value;
        byRecency.RemoveLast();
        known.Remove(oldest.Key);
        bytes -= oldest.Bytes;
    }

    private void Forget()
    {
        known.Clear();
        byRecency.Clear();
        bytes = 0;
    }

    private readonly record struct Key(string Source, string? Sender, string? Format);

    private sealed class Entry(Key key, DetectingReader reader)
    {
        public Key Key { get; } = key;

        public DetectingReader Reader { get; } = reader;

        public int Bytes { get; set; }
    }
}
