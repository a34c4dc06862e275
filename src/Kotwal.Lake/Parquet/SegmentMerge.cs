using Kotwal.Lake.Columns;
using Kotwal.Lake.Words;
using ParquetSharp;
using ParquetSharp.IO;

namespace Kotwal.Lake.Parquet;

/// <summary>
/// Merges segments into one with all rows sorted by source, then time, as far as those of each segment are. The order of a row
/// group is found first; then column after column is gathered in it, so that memory holds one row group's originals and one
/// more column, however much is merged. For use once.
/// </summary>
internal sealed class SegmentMerge : IDisposable
{
    private static readonly int RowGroupPlace = SegmentLeaf.PlaceOf(LakeColumns.RowGroup);

    // Gathered while the order is found: what it is made of, and the originals, which say when a row group is full.
    private static readonly int[] LeadingPlaces =
        [SegmentLeaf.PlaceOf(LakeColumns.Timestamp), SegmentLeaf.PlaceOf(LakeColumns.Source), SegmentLeaf.PlaceOf(LakeColumns.Original)];

    private readonly List<SegmentCursors> inputs = [];
    private readonly PriorityQueue<int, RowKey> next = new();
    private readonly ColumnBuffer[] buffers = [.. SegmentLeaf.All.Select(leaf => leaf.CreateBuffer())];
    private readonly PinnedText leading = new();
    private readonly PinnedText text = new();
    private readonly int[] order = new int[SegmentSchema.RowGroupRows];
    private readonly int[] rowsOf;
    private readonly long segment;
    private readonly WordCollector words;

    /// <param name="paths">Full paths of the segments; rows that are equal in source and time keep this order.</param>
    /// <param name="segment">Number of the file that is made.</param>
    /// <param name="words">Gets the words.</param>
    /// <exception cref="ParquetException">One of them is damaged.</exception>
    public SegmentMerge(IEnumerable<string> paths, long segment, WordCollector words)
    {
        this.segment = segment;
        this.words = words;
        try
        {
            foreach (var path in paths)
            {
                inputs.Add(SegmentCursors.Open(path));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        rowsOf = new int[inputs.Count];
    }

    /// <summary>Number of row groups written.</summary>
    public int Groups { get; private set; }

    /// <summary>Writes the merged segment.</summary>
    /// <param name="output">Gets the file.</param>
    /// <param name="isDense">True when it is worth more work to make it smaller.</param>
    /// <param name="cancel">Stops between two row groups.</param>
    /// <returns>Number of rows.</returns>
    /// <exception cref="ParquetException">A segment is damaged, or the file cannot be written.</exception>
    public long Write(Stream output, bool isDense, CancellationToken cancel)
    {
        using var root = SegmentSchema.CreateRoot();
        using var properties = SegmentSchema.CreateProperties(isDense);
        using var stream = new ManagedOutputStream(output, leaveOpen: true);
        using var file = new ParquetFileWriter(stream, root, properties);
        for (var input = 0; input < inputs.Count; input++)
        {
            Enqueue(input);
        }

        var written = 0L;
        while (next.Count > 0)
        {
            cancel.ThrowIfCancellationRequested();
            written += WriteGroup(file);
        }

        file.Close();
        return written;
    }

    public void Dispose() => inputs.ForEach(input => input.Dispose());

    private int WriteGroup(ParquetFileWriter file)
    {
        var rows = ChooseRows();
        using var group = file.AppendRowGroup();
        for (var leaf = 0; leaf < buffers.Length; leaf++)
        {
            if (!LeadingPlaces.Contains(leaf))
            {
                Gather(leaf, rows);
            }

            words.Add(SegmentLeaf.All[leaf], buffers[leaf]);
            buffers[leaf].Write(group, rows);
            buffers[leaf].Clear();
            text.Clear();
        }

        words.EndGroup();
        leading.Clear();
        Groups++;
        return rows;
    }

    private int ChooseRows()
    {
        Array.Clear(rowsOf);
        var rows = 0;
        while (rows < order.Length && leading.Length < SegmentSchema.RowGroupBytes && next.TryDequeue(out var input, out _))
        {
            foreach (var leaf in LeadingPlaces)
            {
                inputs[input].Copy(leaf, rows, buffers[leaf], leading);
            }

            rowsOf[input]++;
            order[rows++] = input;
            Enqueue(input);
        }

        return rows;
    }

    private void Gather(int leaf, int rows)
    {
        if (leaf == RowGroupPlace)
        {
            NumberRows(rows);
        }
        else if (inputs.Index().All(input => input.Item.IsEmpty(leaf, rowsOf[input.Index])))
        {
            inputs.Index().ToList().ForEach(input => input.Item.SkipEmpty(leaf, rowsOf[input.Index]));
        }
        else
        {
            for (var row = 0; row < rows; row++)
            {
                inputs[order[row]].Copy(leaf, row, buffers[leaf], text);
            }
        }
    }

    private void NumberRows(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ((ValueBuffer<long>)buffers[RowGroupPlace]).Set(row, SegmentSchema.NumberOf(segment, Groups));
        }
    }

    private void Enqueue(int input)
    {
        if (inputs[input].TryPeek(out var source, out var time))
        {
            next.Enqueue(input, new RowKey(source, time, input));
        }
    }

    private readonly record struct RowKey(ReadOnlyMemory<byte> Source, long Time, int Input) : IComparable<RowKey>
    {
        public int CompareTo(RowKey other)
        {
            var bySource = Source.Equals(other.Source) ? 0 : Source.Span.SequenceCompareTo(other.Source.Span);
            var byTime = bySource != 0 ? bySource : Time.CompareTo(other.Time);
            return byTime != 0 ? byTime : Input.CompareTo(other.Input);
        }
    }
}
