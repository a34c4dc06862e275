using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>One leaf column of a segment, read row after row. Not for several threads.</summary>
internal abstract class LeafCursor : IDisposable
{
    /// <summary>
    /// Rows from here on that certainly hold nothing; zero when that is not known. These can be skipped without reading.
    /// </summary>
    public abstract long EmptyRows { get; }

    /// <summary>Passes over rows, at most <see cref="EmptyRows"/>.</summary>
    public abstract void SkipEmpty(long rows);

    /// <summary>Copies the next row into a row of a buffer; text is kept in the given memory.</summary>
    public abstract void Copy(int row, ColumnBuffer target, PinnedText text);

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class LeafCursor<T> : LeafCursor
    where T : unmanaged
{
    private const int BatchLevels = 512;

    private readonly ParquetFileReader file;
    private readonly int column;
    private readonly short deepest;
    private readonly short wanted;
    private readonly short[] definitions = new short[BatchLevels];
    private readonly short[] repetitions = new short[BatchLevels];
    private readonly T[] values = new T[BatchLevels];
    private RowGroupReader? group;
    private ColumnReader<T>? reader;
    private int nextGroup;
    private long emptyRows;
    private int levels;
    private int level;
    private int value;

    /// <param name="file">The segment.</param>
    /// <param name="column">Place of the column in it.</param>
    /// <param name="wanted">
    /// The definition level of a value in the segment that is written. In a segment of another writer it may be one more, where
    /// something that is always there was declared to be optional.
    /// </param>
    public LeafCursor(ParquetFileReader file, int column, short wanted)
    {
        this.file = file;
        this.column = column;
        this.wanted = wanted;
        var schema = file.FileMetaData.Schema.Column(column);
        deepest = schema.MaxDefinitionLevel;
        IsRepeated = schema.MaxRepetitionLevel > 0;
    }

    public override long EmptyRows
    {
        get
        {
            if (emptyRows == 0 && level == levels)
            {
                Fill();
            }

            return emptyRows;
        }
    }

    private bool IsRepeated { get; }

    public override void SkipEmpty(long rows) => emptyRows -= rows;

    public override void Copy(int row, ColumnBuffer target, PinnedText text)
    {
        if (emptyRows == 0 && level == levels && !Fill())
        {
            throw new IOException("A segment ends before its last row.");
        }

        if (emptyRows > 0)
        {
            emptyRows--;
        }
        else if (IsRepeated)
        {
            CopyItems(row, (ListBuffer)target, text);
        }
        else if (definitions[level++] == deepest)
        {
            ((ValueBuffer<T>)target).Set(row, Keep(values[value++], text));
        }
    }

    /// <summary>Looks at the next row's value, which it must have; false after the last row.</summary>
    /// <param name="next">The value; text in it is good until the row is copied.</param>
    public bool TryPeek(out T next)
    {
        next = default;
        if (level == levels && !Fill())
        {
            return false;
        }

        if (emptyRows > 0 || definitions[level] != deepest)
        {
            throw new IOException("A segment has an event without a source or a time.");
        }

        next = values[value];
        return true;
    }

    public override void Dispose()
    {
        reader?.Dispose();
        group?.Dispose();
    }

    // Levels of one row stand together: the first of them opens the row, and the next zero closes it.
    private void CopyItems(int row, ListBuffer target, PinnedText text)
    {
        do
        {
            var definition = definitions[level];
            var repetition = repetitions[level++];
            if (definition == deepest)
            {
                target.Add(row, wanted, repetition, (ByteArray)(object)Keep(values[value++], text));
            }
            else if (definition > 0)
            {
                target.Add(row, definition, repetition, default, isNull: true);
            }
        }
        while ((level < levels || FillGroup()) && repetitions[level] > 0);
    }

    private static T Keep(T kept, PinnedText text) => kept switch
    {
        ByteArray bytes => (T)(object)text.AddBytes(PinnedText.BytesOf(bytes)),
        _ => kept,
    };

    private bool Fill()
    {
        while (!FillGroup())
        {
            Dispose();
            reader = null;
            group = null;
            if (nextGroup == file.FileMetaData.NumRowGroups)
            {
                return false;
            }

            group = file.RowGroup(nextGroup++);
            if (IsEmpty(group))
            {
                emptyRows = group.MetaData.NumRows;
                return true;
            }

            reader = (ColumnReader<T>)group.Column(column);
        }

        return true;
    }

    // Lists and maps may be there and hold nothing, which their statistics do not tell from being absent.
    private bool IsEmpty(RowGroupReader opened)
    {
        if (IsRepeated)
        {
            return false;
        }

        using var chunk = opened.MetaData.GetColumnChunkMetaData(column);
        using var statistics = chunk.Statistics;
        return statistics is { NumValues: 0 };
    }

    private bool FillGroup()
    {
        level = 0;
        value = 0;
        levels = reader is { HasNext: true }
            ? (int)reader.ReadBatch(BatchLevels, definitions, IsRepeated ? repetitions : [], values, out _)
            : 0;
        return levels > 0;
    }
}
