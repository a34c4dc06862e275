using System.Buffers.Binary;
using System.Globalization;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Adds values to the open event as their elements say. A value that is not as long as its type needs is kept in hexadecimal.</summary>
internal sealed class FlowValueWriter
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsFrom1900To1970 = 2_208_988_800;
    private const int MaxFloatBytes = 32;

    private readonly FlowTimeText times = new();

    /// <summary>Adds a value to its field of the schema, or to its own where the schema has none or has a value already.</summary>
    public void Add(EventBatch batch, FlowElement element, ReadOnlySpan<byte> value)
    {
        if (element.Type == FlowType.Unsigned && value.Length is > 0 and <= 8)
        {
            Add(batch, element, FlowText.ReadUnsigned(value));
            return;
        }

        if (element.Type == FlowType.Text)
        {
            // NetFlow v9 has no length of a text: it is filled up with zeros.
            value = value.TrimEnd((byte)0);
        }

        if (!value.IsEmpty)
        {
            var place = Keep(batch, element.Type, value, out var kind);
            var field = FieldOf(batch, element, IsRight(element.Type, value));
            batch.Add(field, place, field.IsKnown && field.Type == FieldType.Keyword ? FieldKind.Text : kind, field.IsList);
        }
    }

    /// <summary>Adds a number.</summary>
    public static void Add(EventBatch batch, FlowElement element, ulong number)
    {
        var field = FieldOf(batch, element, number <= long.MaxValue);
        var place = FlowNumber.Keep(batch, number);
        batch.Add(field, place, field.IsKnown && field.Type == FieldType.Keyword ? FieldKind.Text : FieldKind.Number, field.IsList);
    }

    /// <summary>Adds a time to a field of the schema.</summary>
    public void Add(EventBatch batch, Field field, EventTime time) =>
        batch.Add(field, batch.Keep(times.Write(time, batch.Reserve(EventTime.MaxTextBytes))));

    /// <summary>Reads a time; null when it cannot be one.</summary>
    public static EventTime? ReadTime(FlowType type, ReadOnlySpan<byte> value)
    {
        if (value.Length != (type == FlowType.Seconds ? 4 : 8))
        {
            return null;
        }

        var number = FlowText.ReadUnsigned(value);
        return type switch
        {
            FlowType.Seconds => new((long)number * NanosecondsPerSecond, 0),
            FlowType.Milliseconds when number <= long.MaxValue / 1_000_000 => new((long)number * 1_000_000, 3),
            FlowType.Microseconds or FlowType.Nanoseconds => OfNtp(number, type),
            _ => null,
        };
    }

    /// <summary>Adds a value that may be long as hexadecimal.</summary>
    public static void AddHex(EventBatch batch, Field field, ReadOnlySpan<byte> value) =>
        batch.Add(field, batch.Keep(FlowText.WriteHex(value, batch.Reserve(2 * value.Length))));

    // Seconds since 1900 and 2^-32 of a second (RFC 7011, section 6.1.9); microseconds do without the last eleven bits.
    private static EventTime? OfNtp(ulong number, FlowType type)
    {
        var seconds = (long)(number >> 32) - SecondsFrom1900To1970;
        var fraction = (uint)number & (type == FlowType.Microseconds ? 0xFFFF_F800u : uint.MaxValue);
        return seconds < 0 ? null : new((seconds * NanosecondsPerSecond) + (long)(((ulong)fraction * NanosecondsPerSecond) >> 32), (byte)(type == FlowType.Microseconds ? 6 : 9));
    }

    private static Field FieldOf(EventBatch batch, FlowElement element, bool isRight) =>
        element.Schema is { } schema && isRight && (schema.IsList || !batch.Has(schema)) ? schema : element.Own;

    private static bool IsRight(FlowType type, ReadOnlySpan<byte> value) => type switch
    {
        FlowType.Ipv4 => value.Length == 4,
        FlowType.Ipv6 => value.Length == 16,
        FlowType.Mac => value.Length is 6 or 8,
        FlowType.Text => true,
        _ => false,
    };

    private TextPlace Keep(EventBatch batch, FlowType type, ReadOnlySpan<byte> value, out FieldKind kind)
    {
        kind = FieldKind.Text;
        switch (type)
        {
            case FlowType.Text:
                return batch.Keep(value);
            case FlowType.Ipv4 or FlowType.Ipv6 when IsRight(type, value):
                return batch.Keep(FlowText.WriteAddress(value, batch.Reserve(FlowText.MaxAddressBytes)));
            case FlowType.Mac when IsRight(type, value):
                return batch.Keep(FlowText.WriteMac(value, batch.Reserve(3 * value.Length)));
            case FlowType.Boolean when value is [1 or 2]:
                kind = FieldKind.Boolean;
                return batch.Keep(value[0] == 1 ? "true"u8 : "false"u8);
            case FlowType.Float when value.Length is 4 or 8 && double.IsFinite(FloatOf(value)):
                kind = FieldKind.Number;
                FloatOf(value).TryFormat(batch.Reserve(MaxFloatBytes), out var length, default, CultureInfo.InvariantCulture);
                return batch.Keep(length);
            case FlowType.Seconds or FlowType.Milliseconds or FlowType.Microseconds or FlowType.Nanoseconds when ReadTime(type, value) is { } time:
                return batch.Keep(times.Write(time, batch.Reserve(EventTime.MaxTextBytes)));
            default:
                return batch.Keep(FlowText.WriteHex(value, batch.Reserve(2 * value.Length)));
        }
    }

    private static double FloatOf(ReadOnlySpan<byte> value) =>
        value.Length == 4 ? BinaryPrimitives.ReadSingleBigEndian(value) : BinaryPrimitives.ReadDoubleBigEndian(value);
}
