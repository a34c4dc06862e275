using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>
/// A leaf below a repeated group: the items of a list, or the keys or values of a map. The levels are those of Dremel, as the
/// Parquet format's page on nested encoding tells them.
/// </summary>
internal sealed class ListBuffer : ColumnBuffer
{
    private ByteArray[] values = new ByteArray[256];
    private short[] definitions = new short[256];
    private short[] repetitions = new short[256];
    private int valueCount;
    private int levelCount;
    private int told;

    public override ReadOnlySpan<ByteArray> Texts => values.AsSpan(0, valueCount);

    /// <summary>Adds an item to a row.</summary>
    /// <param name="row">Zero-based row.</param>
    /// <param name="definition">How much of the path is there.</param>
    /// <param name="repetition">Which of the repeated groups goes on; zero opens the row.</param>
    /// <param name="value">The item; not kept when the definition says that it is null.</param>
    /// <param name="isNull">True when the item itself is null.</param>
    public void Add(int row, short definition, short repetition, ByteArray value, bool isNull = false)
    {
        SkipTo(row);
        told = row + 1;
        AddLevels(definition, repetition);
        if (isNull)
        {
            return;
        }

        if (valueCount == values.Length)
        {
            Array.Resize(ref values, valueCount * 2);
        }

        values[valueCount++] = value;
    }

    public override void Write(RowGroupWriter group, int rows)
    {
        SkipTo(rows);
        WriteLevels(group, levelCount, definitions.AsSpan(0, levelCount), repetitions.AsSpan(0, levelCount), values.AsSpan(0, valueCount));
    }

    public override void Clear()
    {
        valueCount = 0;
        levelCount = 0;
        told = 0;
    }

    // A row without items has one pair of levels all the same.
    private void SkipTo(int row)
    {
        for (; told < row; told++)
        {
            AddLevels(0, 0);
        }
    }

    private void AddLevels(short definition, short repetition)
    {
        if (levelCount == definitions.Length)
        {
            Array.Resize(ref definitions, levelCount * 2);
            Array.Resize(ref repetitions, levelCount * 2);
        }

        definitions[levelCount] = definition;
        repetitions[levelCount++] = repetition;
    }
}
