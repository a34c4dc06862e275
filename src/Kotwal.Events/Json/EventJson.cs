using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Json;

/// <summary>
/// Writes events as flat JSON objects with dotted names. Valid JSON for any event: bytes that are no UTF-8 become U+FFFD.
/// Numbers are JSON numbers where the schema's type is a number, or where the schema has no such field and the record had one;
/// lists and repeated fields are arrays; fields that say nothing are absent. Not safe for several threads.
/// </summary>
public sealed class EventJson(EventJsonOptions options)
{
    /// <summary>Largest copy of an event that an alert keeps, in bytes.</summary>
    public const int MaxAlertBytes = 64 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // Not for a page: there the text is encoded anew. This keeps the city's scripts legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly FieldGroups groups = new();
    private Utf8JsonWriter? ownWriter;

    /// <summary>Makes the copy of an event that an alert keeps: all that is stored, without the original when it is too large.</summary>
    public static string ForAlert(SecurityEvent source)
    {
        var whole = new EventJson(EventJsonOptions.Stored).ToUtf8(source);
        if (whole.Length > MaxAlertBytes)
        {
            whole = new EventJson(EventJsonOptions.Stored with { HasOriginal = false }).ToUtf8(source);
        }

        return whole.Length <= MaxAlertBytes
            ? Encoding.UTF8.GetString(whole)
            : new EventJson(EventJsonOptions.Stored with { HasOriginal = false }).FitInto(source, MaxAlertBytes);
    }

    /// <summary>The event's JSON; the bytes are valid until the next call.</summary>
    public ReadOnlySpan<byte> ToUtf8(SecurityEvent source)
    {
        buffer.ResetWrittenCount();
        ownWriter ??= new Utf8JsonWriter(buffer, WriterOptions);
        ownWriter.Reset(buffer);
        Write(source, ownWriter);
        ownWriter.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>Writes the event as one JSON object.</summary>
    public void Write(SecurityEvent source, Utf8JsonWriter writer) => Write(source, writer, longestValue: int.MaxValue);

    private string FitInto(SecurityEvent source, int maxBytes)
    {
        // Halving what one value may take ends within sixteen steps, at the names alone.
        for (var longest = maxBytes / 2; longest > 0; longest /= 2)
        {
            buffer.ResetWrittenCount();
            using var writer = new Utf8JsonWriter(buffer, WriterOptions);
            Write(source, writer, longest);
            writer.Flush();
            if (buffer.WrittenCount <= maxBytes)
            {
                return Encoding.UTF8.GetString(buffer.WrittenSpan);
            }
        }

        // Names alone are too many: what is left is who it is and where it stands, which no sender says.
        buffer.ResetWrittenCount();
        using var least = new Utf8JsonWriter(buffer, WriterOptions);
        WriteLeast(source, least);
        least.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLeast(SecurityEvent source, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("event.id"u8, source.Id.ToString());
        for (var place = 0; place < source.ValueCount; place++)
        {
            var value = source.ValueAt(place);
            if (IsOfCity(value.Field))
            {
                writer.WritePropertyName(value.Field.Utf8Name.Span);
                WriteValue(writer, value, int.MaxValue);
            }
        }

        writer.WriteEndObject();
    }

    private static bool IsOfCity(Field field) => field.Name.StartsWith(FieldSchema.CityPrefix, StringComparison.Ordinal);

    private void Write(SecurityEvent source, Utf8JsonWriter writer, int longestValue)
    {
        writer.WriteStartObject();
        WriteTimes(source, writer);
        groups.Read(source);
        var hasFlags = false;
        for (var place = 0; place < source.ValueCount; place++)
        {
            if (groups.IsFirst(place))
            {
                var isFlags = ReferenceEquals(source.ValueAt(place).Field, Ecs.LogFlags);
                WriteField(source, place, writer, isFlags && source.IsTruncated, longestValue);
                hasFlags |= isFlags;
            }
        }

        if (source.IsTruncated && !hasFlags)
        {
            writer.WriteStartArray(Ecs.LogFlags.Utf8Name.Span);
            writer.WriteStringValue("truncated"u8);
            writer.WriteEndArray();
        }

        if (options.HasOriginal)
        {
            WriteText(writer, "event.original"u8, source.Original);
        }

        writer.WriteEndObject();
    }

    private void WriteTimes(SecurityEvent source, Utf8JsonWriter writer)
    {
        Span<byte> text = stackalloc byte[EventTime.MaxTextBytes];
        if (source.HappenedAt is not null || options.FallsBackToReceipt)
        {
            writer.WriteString("@timestamp"u8, text[..source.Timestamp.Format(text)]);
        }

        if (!options.HasReceipt)
        {
            return;
        }

        Span<char> id = stackalloc char[36];
        source.Id.Value.TryFormat(id, out _);
        writer.WriteString("event.id"u8, id);
        writer.WriteString("event.ingested"u8, text[..source.ReceivedAt.Format(text)]);
        writer.WriteString("kotwal.source"u8, source.Origin.Source);
        if (source.Origin.Sender is { } sender)
        {
            writer.WriteString("log.source.address"u8, sender);
        }
    }

    private void WriteField(SecurityEvent source, int first, Utf8JsonWriter writer, bool isTruncated, int longestValue)
    {
        var value = source.ValueAt(first);
        var isList = value.IsListItem || value.Field.IsList || groups.Next(first) >= 0;
        if (!isList)
        {
            if (value.Kind != FieldKind.Null)
            {
                writer.WritePropertyName(value.Field.Utf8Name.Span);
                WriteValue(writer, value, longestValue);
            }

            return;
        }

        var isOpen = false;
        for (var place = first; place >= 0; place = groups.Next(place))
        {
            value = source.ValueAt(place);
            if (value.Kind == FieldKind.Null)
            {
                continue;
            }

            if (!isOpen)
            {
                writer.WriteStartArray(value.Field.Utf8Name.Span);
                isOpen = true;
            }

            WriteValue(writer, value, longestValue);
        }

        if (isTruncated && isOpen)
        {
            writer.WriteStringValue("truncated"u8);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldValue value, int longestValue)
    {
        if (IsNumber(value))
        {
            writer.WriteRawValue(value.Text, skipInputValidation: true);
        }
        else if (value.Kind == FieldKind.Boolean && value.Field.Type is FieldType.Boolean || IsUnknownBoolean(value))
        {
            writer.WriteBooleanValue(value.Text.SequenceEqual("true"u8));
        }
        else
        {
            // A place that is cut is another place, and whom an alert concerns would not see it.
            var text = value.Text.Length <= longestValue || IsOfCity(value.Field) ? value.Text : value.Text[..longestValue];
            writer.WriteStringValue(Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text)));
        }
    }

    private static bool IsUnknownBoolean(FieldValue value) => value.Kind == FieldKind.Boolean && !value.Field.IsKnown;

    private static bool IsNumber(FieldValue value) => value.Field.Type switch
    {
        FieldType.Long => JsonNumber.IsLong(value.Text),
        FieldType.Double => JsonNumber.IsNumber(value.Text),
        _ => value.Kind == FieldKind.Number && !value.Field.IsKnown && JsonNumber.IsNumber(value.Text),
    };

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            writer.WriteString(name, text);
        }
        else
        {
            writer.WriteString(name, Encoding.UTF8.GetString(text));
        }
    }
}
