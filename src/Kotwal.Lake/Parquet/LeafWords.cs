using Kotwal.Lake.Words;
using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>Gives the words of columns to a collector: of those that are being written, or of a segment that is there.</summary>
internal static class LeafWords
{
    private const int BatchLevels = 1024;

    /// <summary>Adds the words of a leaf's values, if the word filter holds them.</summary>
    public static void Add(this WordCollector words, SegmentLeaf leaf, ColumnBuffer values)
    {
        if (leaf.HasWords)
        {
            AddAll(words, values.Texts);
        }
    }

    /// <summary>Collects the words of a segment.</summary>
    /// <exception cref="ParquetException">The file is damaged.</exception>
    public static WordCollector Read(string path)
    {
        var words = new WordCollector();
        using var file = new ParquetFileReader(path);
        var wanted = SegmentLeaf.All.Where(leaf => leaf.HasWords).Select(leaf => leaf.Path).ToHashSet(StringComparer.Ordinal);
        var places = Enumerable.Range(0, file.FileMetaData.NumColumns).Where(place => wanted.Contains(SegmentCursors.PathOf(file, place))).ToList();
        for (var number = 0; number < file.FileMetaData.NumRowGroups; number++)
        {
            using var group = file.RowGroup(number);
            foreach (var place in places)
            {
                using var column = (ColumnReader<ByteArray>)group.Column(place);
                Read(column, words);
            }

            words.EndGroup();
        }

        return words;
    }

    private static void Read(ColumnReader<ByteArray> column, WordCollector words)
    {
        var definitions = new short[BatchLevels];
        var repetitions = new short[BatchLevels];
        var values = new ByteArray[BatchLevels];
        while (column.HasNext)
        {
            column.ReadBatch(BatchLevels, definitions, repetitions, values, out var count);
            AddAll(words, values.AsSpan(0, (int)count));
        }
    }

    // Rows stand by their source, so that many values are those of the row before.
    private static void AddAll(WordCollector words, ReadOnlySpan<ByteArray> values)
    {
        ReadOnlySpan<byte> before = [];
        foreach (var value in values)
        {
            var text = PinnedText.BytesOf(value);
            if (!text.SequenceEqual(before))
            {
                words.Add(text);
                before = text;
            }
        }
    }
}
