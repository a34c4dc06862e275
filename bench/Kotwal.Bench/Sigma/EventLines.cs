using System.IO.Compression;

namespace Kotwal.Bench.Sigma;

/// <summary>Events of a file of JSON lines, all in memory.</summary>
internal sealed class EventLines
{
    private readonly byte[] text;
    private readonly List<Range> lines = [];

    public EventLines(string name)
    {
        using var file = File.OpenRead(Path.Combine(Data.Shared, "events", name));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        unpacked.CopyTo(memory);
        text = memory.ToArray();
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : start + length;
            lines.Add(start..end);
            start = end + 1;
        }
    }

    public int Count => lines.Count;

    public long Bytes => text.Length;

    public ReadOnlySpan<byte> this[int line] => text.AsSpan(lines[line]);
}
