using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// The information elements: those of IANA by name, those of the other direction of a flow (RFC 5103), and all others under their
/// numbers, so that nothing an exporter says is lost for being unknown.
/// </summary>
internal static class FlowElements
{
    /// <summary>How names begin that the schema does not have.</summary>
    public const string Prefix = "flow.";

    /// <summary>The enterprise number under which IANA's elements mean the other direction (RFC 5103, section 6.1).</summary>
    public const uint Reverse = 29305;

    private static readonly FrozenDictionary<int, FlowElement> Known = FieldTable.Read("flow-elements.tsv").ToFrozenDictionary(
        row => int.Parse(row[0], CultureInfo.InvariantCulture), Of);

    private static readonly FrozenDictionary<int, FlowElement> Reversed = Known.ToFrozenDictionary(pair => pair.Key, pair => ReverseOf(pair.Value));

    // What the options of NetFlow v9 are about (RFC 3954, section 6.1).
    private static readonly FrozenDictionary<int, FlowElement> Scopes = new Dictionary<int, FlowElement>
    {
        [1] = new(Own("scope_system"), FlowType.Bytes),
        [2] = new(Own("scope_interface"), FlowType.Unsigned, null, FlowRole.IngressInterface),
        [3] = new(Own("scope_line_card"), FlowType.Unsigned),
        [4] = new(Own("scope_cache"), FlowType.Bytes),
        [5] = new(Own("scope_template"), FlowType.Unsigned),
    }.ToFrozenDictionary();

    /// <summary>The element of that number; enterprise 0 is IANA.</summary>
    public static FlowElement Find(uint enterprise, int number) => enterprise switch
    {
        0 => Known.GetValueOrDefault(number) ?? Unknown(string.Create(CultureInfo.InvariantCulture, $"element.{number}")),
        FlowTemplateReader.Scope => Scopes.GetValueOrDefault(number) ?? Unknown(string.Create(CultureInfo.InvariantCulture, $"scope.{number}")),
        Reverse => Reversed.GetValueOrDefault(number) ?? Unknown(string.Create(CultureInfo.InvariantCulture, $"reverse_element.{number}")),
        _ => Unknown(string.Create(CultureInfo.InvariantCulture, $"enterprise.{enterprise}.{number}")),
    };

    /// <summary>A field of our own that is no element.</summary>
    public static Field Own(string name) => Field.Of(Prefix + name);

    /// <summary>Writes <c>sourceIPv4Address</c> as <c>source_ipv4_address</c>.</summary>
    internal static string SnakeCase(string name)
    {
        name = name.Replace("IPv", "Ipv", StringComparison.Ordinal);
        var text = new StringBuilder();
        for (var place = 0; place < name.Length; place++)
        {
            var isNewWord = place > 0 && char.IsUpper(name[place])
                && (!char.IsUpper(name[place - 1]) || (place + 1 < name.Length && char.IsLower(name[place + 1])));
            text.Append(isNewWord ? "_" : "").Append(char.ToLowerInvariant(name[place]));
        }

        return text.ToString();
    }

    private static FlowElement Unknown(string name) => new(Own(name), FlowType.Bytes);

    private static FlowElement Of(string[] row) => new(
        Own(SnakeCase(row[1])),
        Enum.Parse<FlowType>(row[2], ignoreCase: true),
        row.ElementAtOrDefault(3) is { Length: > 0 } field ? FieldCopyOf(field) : null,
        row.ElementAtOrDefault(4) is { Length: > 0 } role ? Enum.Parse<FlowRole>(role) : FlowRole.None);

    private static Field FieldCopyOf(string name) => FieldSchema.TryGet(name, out var field)
        ? field
        : throw new InvalidOperationException($"A table names the field {name}, which the schema does not have.");

    // Of the other direction, bytes and packets are the receiver's; its other values stand beside the first direction's.
    private static FlowElement ReverseOf(FlowElement element)
    {
        var own = Own("reverse_" + element.Own.Name[Prefix.Length..]);
        return element.Role switch
        {
            FlowRole.Octets => new(own, element.Type, Ecs.DestinationBytes, FlowRole.ReverseOctets),
            FlowRole.Packets => new(own, element.Type, Ecs.DestinationPackets, FlowRole.ReversePackets),
            FlowRole.TcpFlags => new(own, element.Type, null, FlowRole.ReverseTcpFlags),
            FlowRole.Skipped or FlowRole.ZeroIsNone => new(own, element.Type, null, element.Role),
            _ => new(own, element.Type),
        };
    }
}
