using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>A column with at most one value a row.</summary>
internal sealed class ValueBuffer<T> : ColumnBuffer
    where T : unmanaged
{
    private T[] values = new T[256];
    private short[] definitions = new short[256];
    private int count;
    private int told;

    public override ReadOnlySpan<ByteArray> Texts => values is ByteArray[] texts ? texts.AsSpan(0, count) : [];

    /// <summary>Gives the row its value. To be called once a row at most.</summary>
    public void Set(int row, T value)
    {
        SkipTo(row);
        if (count == values.Length)
        {
            Array.Resize(ref values, count * 2);
        }

        values[count++] = value;
        definitions[row] = 1;
        told = row + 1;
    }

    public override void Write(RowGroupWriter group, int rows)
    {
        SkipTo(rows);
        WriteLevels(group, rows, definitions.AsSpan(0, rows), [], values.AsSpan(0, count));
    }

    public override void Clear()
    {
        count = 0;
        told = 0;
    }

    // Leaves the rows up to this one null and makes room for it.
    private void SkipTo(int row)
    {
        if (row >= definitions.Length)
        {
            Array.Resize(ref definitions, Math.Max(row + 1, definitions.Length * 2));
        }

        definitions.AsSpan(told, Math.Max(0, row - told)).Clear();
        told = Math.Max(told, row);
    }
}
