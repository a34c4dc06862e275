using System.Text;
using Kotwal.Events;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Parquet;

namespace Kotwal.Lake.ClickHouse;

/// <summary>
/// Events turned into rows of <see cref="ClickHouseColumns"/>. As in segments, a column holds what of a field fits it, and the map holds
/// the field whole where that is not all. Not for several threads.
/// </summary>
/// <param name="range">The records that they came of.</param>
/// <param name="writer">Who inserts them.</param>
internal sealed class EventCells(SpoolRange range, Guid writer)
{
    private static readonly int FlagsPlace = LakeColumns.PlaceOf(LakeColumns.Flags);
    private static readonly int[] Properties =
        [.. new[] { LakeColumns.Timestamp, LakeColumns.Ingested, LakeColumns.Id, LakeColumns.Source, LakeColumns.Sender, LakeColumns.Original }.Select(Place)];

    private readonly FieldGroups groups = new();

    public object?[] Of(SecurityEvent stored)
    {
        var cells = new object?[ClickHouseColumns.All.Length];
        var map = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        var kinds = new StringBuilder();
        foreach (var (place, column) in LakeColumns.All.Index())
        {
            cells[place] = column.IsList ? Array.Empty<string?>() : null;
        }

        AddProperties(cells, stored);
        groups.Take(stored);
        var isPlain = true;
        for (var group = 0; group < groups.Count; group++)
        {
            var values = ValuesOf(stored, group);
            if (!FitsColumn(cells, stored, group, values))
            {
                map.Add(stored.ValueAt(groups[group].First).Field.Name, values);
                isPlain &= NoteKinds(kinds, stored, group);
            }
        }

        if (stored.IsTruncated && cells[FlagsPlace] is string?[] flags && !flags.Contains("truncated"))
        {
            cells[FlagsPlace] = (string?[])[.. flags, "truncated"];
        }

        var next = LakeColumns.All.Length;
        Microseconds.Of(stored.Timestamp, out var below);
        cells[next++] = below > 0 ? below : null;
        cells[next++] = System.Text.Unicode.Utf8.IsValid(stored.Original) ? null : stored.Original.ToArray();
        cells[next++] = isPlain ? null : kinds.ToString();
        cells[next++] = map;
        cells[next++] = range.Spool;
        cells[next++] = writer;
        cells[next] = range.To;
        return cells;
    }

    private static void AddProperties(object?[] cells, SecurityEvent stored)
    {
        object?[] values =
        [
            Time(Microseconds.Of(stored.Timestamp, out _)),
            Time(Microseconds.Of(stored.ReceivedAt, out _)),
            stored.Id.Value,
            stored.Origin.Source,
            stored.Origin.Sender,
            Text(stored.Original),
        ];
        foreach (var (place, value) in Properties.Zip(values))
        {
            cells[place] = value;
        }
    }

    private string?[] ValuesOf(SecurityEvent stored, int group)
    {
        var (place, length) = groups[group];
        var values = new string?[length];
        for (var item = 0; item < length; item++)
        {
            var value = stored.ValueAt(place);
            values[item] = value.Kind == FieldKind.Null ? null : Text(value.Text);
            place = groups.NextOf(place);
        }

        return values;
    }

    // True when the field's column holds all that the event says in this field.
    private bool FitsColumn(object?[] cells, SecurityEvent stored, int group, string?[] values)
    {
        var (first, length) = groups[group];
        var value = stored.ValueAt(first);
        var place = LakeColumns.PlaceOf(value.Field.Name);
        if (place < 0)
        {
            return false;
        }

        if (LakeColumns.All[place].IsList)
        {
            cells[place] = values.Where(item => item is not null).ToArray();
            return Array.TrueForAll(values, item => item is not null);
        }

        return value.Kind != FieldKind.Null && SetValue(cells, place, value) && length == 1 && !value.IsListItem;
    }

    private static bool SetValue(object?[] cells, int place, FieldValue value)
    {
        switch (LakeColumns.All[place].Type)
        {
            case FieldType.Long:
                return TypedText.TryReadLong(value.Text, out var whole) && Set(cells, place, whole);
            case FieldType.Date:
                return TypedText.TryReadTime(value.Text, out var time, out var isExact) && Set(cells, place, Time(time)) && isExact;
            case FieldType.Double:
                return TypedText.TryReadDouble(value.Text, out var fraction) && Set(cells, place, fraction);
            case FieldType.Boolean:
                return TypedText.TryReadBoolean(value.Text, out var truth) && Set(cells, place, truth);
            default:
                return Set(cells, place, Text(value.Text));
        }
    }

    // What the values of a field in the map were. True when a reader without the letters would guess them: one text.
    private bool NoteKinds(StringBuilder kinds, SecurityEvent stored, int group)
    {
        var (place, length) = groups[group];
        var isList = length > 1 || stored.ValueAt(place).IsListItem;
        var isPlain = !isList;
        AppendIf(kinds, isList, FieldKinds.ListStart);
        for (var item = 0; item < length; item++)
        {
            var kind = stored.ValueAt(place).Kind;
            isPlain &= kind == FieldKind.Text;
            kinds.Append((char)FieldKinds.LetterOf(kind));
            place = groups.NextOf(place);
        }

        AppendIf(kinds, isList, FieldKinds.ListEnd);
        return isPlain;
    }

    private static void AppendIf(StringBuilder kinds, bool isWanted, byte letter)
    {
        if (isWanted)
        {
            kinds.Append((char)letter);
        }
    }

    private static bool Set(object?[] cells, int place, object value)
    {
        cells[place] = value;
        return true;
    }

    private static DateTime Time(long microseconds) => Microseconds.ToTime(microseconds).UtcDateTime;

    // What is not valid UTF-8 becomes U+FFFD, as in segments.
    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static int Place(string name) => LakeColumns.All.IndexOf(LakeColumns.All.First(column => column.Name == name));
}
