using System.Buffers;
using Kotwal.Events;
using Kotwal.Lake.Columns;
using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>The map of fields without a column: names, lists of values, and what the values were.</summary>
internal sealed class MapBuffer(PinnedText text)
{
    // Definition levels of the path fields / key_value / value / list / element.
    private const short KeyIsThere = 2;
    private const short ItemIsNull = 4;
    private const short ItemIsThere = 5;

    private readonly ListBuffer keys = new();
    private readonly ListBuffer items = new();
    private readonly ValueBuffer<ByteArray> kinds = new();
    private readonly ArrayBufferWriter<byte> letters = new(256);
    private bool isPlain = true;
    private bool isRowOpen;

    /// <summary>Adds a field with all its values to a row.</summary>
    public void Add(int row, SecurityEvent source, FieldGroups groups, int group)
    {
        var (place, length) = groups[group];
        var first = source.ValueAt(place);
        keys.Add(row, KeyIsThere, isRowOpen ? (short)1 : (short)0, text.AddBytes(first.Field.Utf8Name.Span));
        var isList = length > 1 || first.IsListItem;
        Note(isList, FieldKinds.ListStart);
        for (var item = 0; item < length; item++)
        {
            AddItem(row, source.ValueAt(place), item == 0 ? isRowOpen ? (short)1 : (short)0 : (short)2);
            place = groups.NextOf(place);
        }

        Note(isList, FieldKinds.ListEnd);
        isPlain &= !isList;
        isRowOpen = true;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow(int row)
    {
        if (!isPlain)
        {
            kinds.Set(row, text.AddBytes(letters.WrittenSpan));
        }

        letters.ResetWrittenCount();
        isPlain = true;
        isRowOpen = false;
    }

    public void Write(RowGroupWriter group, int rows)
    {
        kinds.Write(group, rows);
        keys.Write(group, rows);
        items.Write(group, rows);
    }

    public void Clear()
    {
        keys.Clear();
        items.Clear();
        kinds.Clear();
    }

    private void AddItem(int row, FieldValue value, short repetition)
    {
        Note(true, FieldKinds.LetterOf(value.Kind));
        isPlain &= value.Kind == FieldKind.Text;
        if (value.Kind == FieldKind.Null)
        {
            items.Add(row, ItemIsNull, repetition, default, isNull: true);
        }
        else
        {
            items.Add(row, ItemIsThere, repetition, text.AddText(value.Text));
        }
    }

    private void Note(bool isWanted, byte letter)
    {
        if (isWanted)
        {
            letters.GetSpan(1)[0] = letter;
            letters.Advance(1);
        }
    }
}
