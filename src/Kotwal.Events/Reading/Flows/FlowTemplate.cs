using System.Buffers.Binary;

namespace Kotwal.Events.Reading.Flows;

/// <summary>A field of a template as the exporter announced it.</summary>
/// <param name="Enterprise">Who numbers the element; 0 is IANA.</param>
/// <param name="Number">The element's number.</param>
/// <param name="Length">Bytes of its values; <see cref="FlowTemplate.Variable"/> when each value says its own.</param>
internal readonly record struct FlowField(uint Enterprise, int Number, int Length);

/// <summary>How records of one kind are laid out: what the exporter announced, made ready for reading. Immutable.</summary>
internal sealed class FlowTemplate
{
    /// <summary>A length that stands before each value (RFC 7011, section 7).</summary>
    public const int Variable = 65535;

    // What a field costs in memory, counted against the exporter's allowance.
    private const int BytesPerField = 32;

    public FlowTemplate(FlowField[] fields, bool isOptions)
    {
        Fields = fields;
        IsOptions = isOptions;
        Elements = [.. fields.Select(field => FlowElements.Find(field.Enterprise, field.Number))];
        IsFixed = fields.All(field => field.Length != Variable);
        LeastBytes = fields.Sum(field => field.Length == Variable ? 1 : field.Length);
        HasBothFamilies = Elements.Any(element => element is { Role: FlowRole.SourceAddress, Type: FlowType.Ipv4 })
            && Elements.Any(element => element is { Role: FlowRole.SourceAddress, Type: FlowType.Ipv6 });
    }

    public FlowField[] Fields { get; }

    public FlowElement[] Elements { get; }

    /// <summary>True when its records tell of the exporter, not of traffic.</summary>
    public bool IsOptions { get; }

    /// <summary>True when all records are of <see cref="LeastBytes"/>.</summary>
    public bool IsFixed { get; }

    /// <summary>Bytes of the shortest record.</summary>
    public int LeastBytes { get; }

    /// <summary>True when a record has room for addresses of both families, of which one is zero.</summary>
    public bool HasBothFamilies { get; }

    public int Cost => 64 + (BytesPerField * Fields.Length);

    /// <summary>Bytes of the first record in what is given; -1 when it does not end there.</summary>
    public int Measure(ReadOnlySpan<byte> bytes)
    {
        if (IsFixed)
        {
            return LeastBytes <= bytes.Length ? LeastBytes : -1;
        }

        var position = 0;
        foreach (ref readonly var field in Fields.AsSpan())
        {
            var length = LengthAt(bytes, field.Length, ref position);
            if (length < 0 || length > bytes.Length - position)
            {
                return -1;
            }

            position += length;
        }

        return position;
    }

    /// <summary>The length of the value at a place, which is moved behind a length that stands there; -1 when that is cut off.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes, int announced, ref int position)
    {
        if (announced != Variable)
        {
            return announced;
        }

        var rest = bytes[Math.Min(position, bytes.Length)..];
        if (rest.IsEmpty || (rest[0] == 255 && rest.Length < 3))
        {
            return -1;
        }

        position += rest[0] < 255 ? 1 : 3;
        return rest[0] < 255 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
    }
}
