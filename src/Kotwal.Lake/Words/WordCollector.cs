namespace Kotwal.Lake.Words;

/// <summary>Collects the words of a segment, row group by row group. Not for several threads.</summary>
internal sealed class WordCollector
{
    private readonly WordSet words = new();
    private readonly FuseFilter.Layout layout = new();
    private readonly List<FuseFilter?> groups = [];

    /// <summary>Adds the words of a value.</summary>
    public void Add(ReadOnlySpan<byte> value) => WordScanner.Scan(value, words);

    /// <summary>Ends the row group.</summary>
    public void EndGroup()
    {
        groups.Add(words.IsOverfull ? null : FuseFilter.Build(words.ToArray(), layout));
        words.Clear();
    }

    /// <summary>The bytes of the filter's file.</summary>
    /// <param name="sha256">SHA-256 of the segment in hexadecimal digits.</param>
    public byte[] ToFile(string sha256) => SegmentWords.Write(groups, sha256);
}
