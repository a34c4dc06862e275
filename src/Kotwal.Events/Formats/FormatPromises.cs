using System.Buffers;
using System.Text.Json;
using Kotwal.Events.Json;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats;

/// <summary>What every format promises for any bytes: the body of its fuzz target. Slow, and only called from there.</summary>
internal static class FormatPromises
{
    // Far above what a record needs, far below what a sender could wish for: text in bytes, values in number.
    private const int TextPerByte = 64;
    private const int ValuesPerByte = 8;
    private const int SomeMore = 4096;
    private const int MaxJsonBytes = 32 * 1024 * 1024;

    private static readonly RecordOrigin Origin = new() { Source = "fuzz", Transport = "file", Sender = "192.0.2.7" };
    private static readonly EventTime ReceivedAt = EventTime.From(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Reads the bytes as one record, and as the record after itself.</summary>
    /// <param name="format">The format; its reader is new for each call, so that an input breaks a promise alone.</param>
    /// <param name="bytes">Any bytes.</param>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(IEventFormat format, ReadOnlyMemory<byte> bytes)
    {
        if (format.Score(bytes.Span) is < 0 or > 100)
        {
            return "A score lies between 0 and 100.";
        }

        var reader = format.CreateReader();
        if (Broken(reader, bytes, position: 0) is { } broken)
        {
            return broken;
        }

        if (reader is IStatefulReader stateful)
        {
            _ = ((IStatefulReader)format.CreateReader()).TryRestore(bytes.Span);
            return BrokenByRestart(stateful, (IStatefulReader)format.CreateReader(), bytes) ?? Broken(reader, bytes, position: 2);
        }

        return Broken(reader, bytes, position: 1);
    }

    /// <summary>Reads the bytes as the next record of a reader.</summary>
    /// <inheritdoc cref="Broken(IEventFormat, ReadOnlyMemory{byte})"/>
    public static string? Broken(IEventReader reader, ReadOnlyMemory<byte> bytes, long position)
    {
        var events = new EventBatch(Guid.Empty);
        reader.Read(new Record(bytes, Origin, ReceivedAt, position, IsTruncated: position > 0), events);
        if (!KeepsOriginal(reader, events, bytes.Span))
        {
            return "The original is kept.";
        }

        if (events.TextBytes > (TextPerByte * bytes.Length) + SomeMore)
        {
            return $"Output is bounded: {events.TextBytes} bytes of text were made of {bytes.Length}.";
        }

        for (var index = 0; index < events.Count; index++)
        {
            if (Broken(events[index], bytes.Length) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    // A reader that remembers may give no event yet, and events of parts of the record.
    private static bool KeepsOriginal(IEventReader reader, EventBatch events, ReadOnlySpan<byte> bytes)
    {
        if (reader is not IStatefulReader)
        {
            return events.Count > 0 && events[0].Original.SequenceEqual(bytes);
        }

        for (var index = 0; index < events.Count; index++)
        {
            if (bytes.IndexOf(events[index].Original) < 0)
            {
                return false;
            }
        }

        return true;
    }

    // Whoever was stopped between two records says the same of the second.
    private static string? BrokenByRestart(IStatefulReader reader, IStatefulReader restarted, ReadOnlyMemory<byte> bytes)
    {
        var state = StateOf(reader);
        if (state.Length > IStatefulReader.MaxStateBytes || reader.StateBytes > IStatefulReader.MaxStateBytes)
        {
            return $"What is remembered is bounded: {state.Length} bytes.";
        }

        if (!restarted.TryRestore(state) || !StateOf(restarted).AsSpan().SequenceEqual(state))
        {
            return "A reader takes back what it wrote.";
        }

        var record = new Record(bytes, Origin, ReceivedAt, Position: 1, IsTruncated: false);
        var (one, other) = (new EventBatch(Guid.Empty), new EventBatch(Guid.Empty));
        reader.Read(in record, one);
        restarted.Read(in record, other);
        return AreSame(one, other) && StateOf(reader).AsSpan().SequenceEqual(StateOf(restarted)) ? null : "A restart changes no event.";
    }

    private static byte[] StateOf(IStatefulReader reader)
    {
        var state = new ArrayBufferWriter<byte>();
        reader.Save(state);
        return state.WrittenSpan.ToArray();
    }

    private static bool AreSame(EventBatch one, EventBatch other)
    {
        var (json, otherJson) = (new EventJson(EventJsonOptions.Stored), new EventJson(EventJsonOptions.Stored));
        for (var index = 0; index < one.Count && index < other.Count; index++)
        {
            if (!json.ToUtf8(one[index]).SequenceEqual(otherJson.ToUtf8(other[index])))
            {
                return false;
            }
        }

        return one.Count == other.Count;
    }

    private static string? Broken(SecurityEvent source, int length)
    {
        if (source.ValueCount > (ValuesPerByte * length) + SomeMore)
        {
            return $"Output is bounded: {source.ValueCount} values were made of {length} bytes.";
        }

        for (var place = 0; place < source.ValueCount; place++)
        {
            if (source.ValueAt(place).Field.Name.StartsWith(FieldSchema.CityPrefix, StringComparison.Ordinal))
            {
                return $"Where an event stands is not for its sender to say: {source.ValueAt(place).Field}.";
            }
        }

        var json = new EventJson(EventJsonOptions.Stored).ToUtf8(source);
        if (json.Length > MaxJsonBytes)
        {
            return $"Output is bounded: {json.Length} bytes of JSON were made of {length}.";
        }

        var alert = EventJson.ForAlert(source);
        if (System.Text.Encoding.UTF8.GetByteCount(alert) > EventJson.MaxAlertBytes)
        {
            return "The copy for an alert is bounded.";
        }

        return IsOneObject(json) && IsOneObject(System.Text.Encoding.UTF8.GetBytes(alert)) ? null : "What comes out is valid JSON.";
    }

    private static bool IsOneObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonDocument.TryParseValue(ref reader, out var document) && Release(document) && reader.BytesConsumed == json.Length;
    }

    private static bool Release(JsonDocument document)
    {
        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
    }
}
