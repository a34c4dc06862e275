using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>The values of one leaf column of a segment that is being made. Rows are told in rising order.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Writes the values of the first <paramref name="rows"/> rows; those that were told nothing are null.</summary>
    public abstract void Write(RowGroupWriter group, int rows);

    public abstract void Clear();

    /// <summary>The values, where they are text.</summary>
    public virtual ReadOnlySpan<ByteArray> Texts => [];

    // ParquetSharp takes the levels as spans and reads none where the column needs none.
    protected static void WriteLevels<T>(
        RowGroupWriter group, int count, ReadOnlySpan<short> definitions, ReadOnlySpan<short> repetitions, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var writer = (ColumnWriter<T>)group.NextColumn();
        writer.WriteBatch(count, definitions, repetitions, values);
    }
}
