using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Words;

/// <summary>The word filters that were asked for last, up to a number of bytes. Safe for many threads.</summary>
/// <param name="folder">Full path of the lake's folder.</param>
/// <param name="maxBytes">Most bytes of filters that are kept.</param>
internal sealed class WordFilterCache(string folder, long maxBytes)
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, LinkedListNode<(string Path, SegmentWords Words)>> kept = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Path, SegmentWords Words)> latest = new();
    private long bytes;

    /// <summary>The filter of a segment; null when it has none that is of use.</summary>
    public SegmentWords? For(Segment segment)
    {
        lock (turn)
        {
            if (kept.TryGetValue(segment.Path, out var known))
            {
                latest.Remove(known);
                latest.AddFirst(known);
                return known.Value.Words;
            }
        }

        var path = SegmentWords.PathFor(System.IO.Path.Combine(folder, segment.Path));
        if (!SegmentWords.TryLoad(path, segment.Sha256, out var words))
        {
            return null;
        }

        Keep(segment.Path, words);
        return words;
    }

    private void Keep(string path, SegmentWords words)
    {
        lock (turn)
        {
            if (!kept.TryAdd(path, latest.AddFirst((path, words))))
            {
                latest.RemoveFirst();
                return;
            }

            bytes += words.Bytes;
            while (bytes > maxBytes && latest.Last is { } oldest)
            {
                latest.RemoveLast();
                kept.Remove(oldest.Value.Path);
                bytes -= oldest.Value.Words.Bytes;
            }
        }
    }
}
