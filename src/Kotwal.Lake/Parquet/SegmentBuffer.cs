using Kotwal.Events;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;
using ParquetSharp;

namespace Kotwal.Lake.Parquet;

/// <summary>
/// Events turned into columns. A column holds what of a field fits it; where that is not all (several values, another type, more
/// digits), the map holds the field whole as well, so that nothing is lost. Made to be filled again. Not for several threads.
/// </summary>
internal sealed class SegmentBuffer
{
    private static readonly int[] ColumnByField = [.. FieldSchema.All.Select(field => LakeColumns.PlaceOf(field.Name))];
    private static readonly int TimestampPlace = Place(LakeColumns.Timestamp);
    private static readonly int IngestedPlace = Place(LakeColumns.Ingested);
    private static readonly int IdPlace = Place(LakeColumns.Id);
    private static readonly int SourcePlace = Place(LakeColumns.Source);
    private static readonly int SenderPlace = Place(LakeColumns.Sender);
    private static readonly int OriginalPlace = Place(LakeColumns.Original);
    private static readonly int FlagsPlace = Place(LakeColumns.Flags);

    // Definition levels of the path name / list / element.
    private const short ItemIsThere = 3;

    private readonly ColumnBuffer[] columns;
    private readonly ValueBuffer<long> nanoseconds = new();
    private readonly ValueBuffer<ByteArray> originalBytes = new();
    private readonly MapBuffer map;
    private readonly ValueBuffer<long> rowGroup = new();
    private readonly PinnedText text = new();
    private readonly FieldGroups groups = new();

    public SegmentBuffer()
    {
        columns = [.. LakeColumns.All.Select(CreateBuffer)];
        map = new MapBuffer(text);
    }

    /// <summary>Number of events.</summary>
    public int Rows { get; private set; }

    /// <summary>True when the events are enough for a row group.</summary>
    public bool IsFull => Rows >= SegmentSchema.RowGroupRows || text.Length >= SegmentSchema.RowGroupBytes;

    public void Clear()
    {
        Array.ForEach(columns, column => column.Clear());
        nanoseconds.Clear();
        originalBytes.Clear();
        map.Clear();
        text.Clear();
        Rows = 0;
    }

    public void Add(SecurityEvent added)
    {
        var row = Rows++;
        AddProperties(row, added);
        groups.Take(added);
        for (var group = 0; group < groups.Count; group++)
        {
            if (!FitsColumn(row, added, group))
            {
                map.Add(row, added, groups, group);
            }
        }

        map.EndRow(row);
        if (added.IsTruncated)
        {
            AddTruncatedFlag(row, added);
        }
    }

    /// <summary>Writes all columns, in the order of <see cref="SegmentSchema"/>, as the row group of that number.</summary>
    public void Write(RowGroupWriter group, long number)
    {
        Array.ForEach(columns, column => column.Write(group, Rows));
        nanoseconds.Write(group, Rows);
        originalBytes.Write(group, Rows);
        map.Write(group, Rows);
        for (var row = 0; row < Rows; row++)
        {
            rowGroup.Set(row, number);
        }

        rowGroup.Write(group, Rows);
        rowGroup.Clear();
    }

    private void AddProperties(int row, SecurityEvent added)
    {
        SetLong(TimestampPlace, row, Microseconds.Of(added.Timestamp, out var below));
        if (below > 0)
        {
            nanoseconds.Set(row, below);
        }

        SetLong(IngestedPlace, row, Microseconds.Of(added.ReceivedAt, out _));
        Span<byte> id = stackalloc byte[36];
        added.Id.Value.TryFormat(id, out _);
        SetText(IdPlace, row, text.AddBytes(id));
        SetText(SourcePlace, row, text.AddText(added.Origin.Source));
        if (added.Origin.Sender is { } sender)
        {
            SetText(SenderPlace, row, text.AddText(sender));
        }

        SetText(OriginalPlace, row, text.AddText(added.Original));
        if (!System.Text.Unicode.Utf8.IsValid(added.Original))
        {
            originalBytes.Set(row, text.AddBytes(added.Original));
        }
    }

    // That a record was cut is known to the event itself; not every reader says it in the field too.
    private void AddTruncatedFlag(int row, SecurityEvent added)
    {
        short repetition = 0;
        for (var place = 0; place < added.ValueCount; place++)
        {
            var value = added.ValueAt(place);
            if (value.Field.Name == LakeColumns.Flags && value.Kind != FieldKind.Null)
            {
                repetition = 1;
                if (value.Text.SequenceEqual("truncated"u8))
                {
                    return;
                }
            }
        }

        ((ListBuffer)columns[FlagsPlace]).Add(row, ItemIsThere, repetition, text.AddText("truncated"));
    }

    // True when the field's column holds all that the event says in this field.
    private bool FitsColumn(int row, SecurityEvent added, int group)
    {
        var (first, length) = groups[group];
        var value = added.ValueAt(first);
        var place = value.Field.Index >= 0 ? ColumnByField[value.Field.Index] : LakeColumns.PlaceOf(value.Field.Name);
        if (place < 0)
        {
            return false;
        }

        if (LakeColumns.All[place].IsList)
        {
            return AddItems((ListBuffer)columns[place], row, added, group);
        }

        return value.Kind != FieldKind.Null && SetValue(place, row, value) && length == 1 && !value.IsListItem;
    }

    private bool AddItems(ListBuffer column, int row, SecurityEvent added, int group)
    {
        var (place, length) = groups[group];
        var isWhole = true;
        short repetition = 0;
        for (var item = 0; item < length; item++)
        {
            var value = added.ValueAt(place);
            place = groups.NextOf(place);
            if (value.Kind == FieldKind.Null)
            {
                isWhole = false;
                continue;
            }

            column.Add(row, ItemIsThere, repetition, text.AddText(value.Text));
            repetition = 1;
        }

        return isWhole;
    }

    private bool SetValue(int place, int row, FieldValue value)
    {
        switch (LakeColumns.All[place].Type)
        {
            case FieldType.Long:
                return TypedText.TryReadLong(value.Text, out var whole) && SetLong(place, row, whole);
            case FieldType.Date:
                return TypedText.TryReadTime(value.Text, out var time, out var isExact) && SetLong(place, row, time) && isExact;
            case FieldType.Double:
                return TypedText.TryReadDouble(value.Text, out var fraction) && Set(place, row, fraction);
            case FieldType.Boolean:
                return TypedText.TryReadBoolean(value.Text, out var truth) && Set(place, row, truth);
            default:
                return SetText(place, row, text.AddText(value.Text));
        }
    }

    private bool SetLong(int place, int row, long value) => Set(place, row, value);

    private bool SetText(int place, int row, ByteArray value) => Set(place, row, value);

    private bool Set<T>(int place, int row, T value)
        where T : unmanaged
    {
        ((ValueBuffer<T>)columns[place]).Set(row, value);
        return true;
    }

    private static ColumnBuffer CreateBuffer(LakeColumn column) => column switch
    {
        { IsList: true } => new ListBuffer(),
        { Type: FieldType.Long or FieldType.Date } => new ValueBuffer<long>(),
        { Type: FieldType.Double } => new ValueBuffer<double>(),
        { Type: FieldType.Boolean } => new ValueBuffer<bool>(),
        _ => new ValueBuffer<ByteArray>(),
    };

    private static int Place(string name) => LakeColumns.All.IndexOf(LakeColumns.All.First(column => column.Name == name));
}
