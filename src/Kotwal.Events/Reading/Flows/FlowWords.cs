using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Adds numbers of closed lists by their words.</summary>
internal static class FlowWords
{
    private static readonly byte[][] Transports = TransportsByNumber();

    private static readonly byte[][] TcpFlags =
    [
        "FIN"u8.ToArray(), "SYN"u8.ToArray(), "RST"u8.ToArray(), "PSH"u8.ToArray(),
        "ACK"u8.ToArray(), "URG"u8.ToArray(), "ECE"u8.ToArray(), "CWR"u8.ToArray(),
    ];

    private static readonly Field Flags = FlowElements.Own("tcp_flags");
    private static readonly Field ReverseFlags = FlowElements.Own("reverse_tcp_flags");

    public static void AddTransport(EventBatch batch, int protocol, int addressBytes)
    {
        if (protocol is >= 0 and <= 255)
        {
            if (Transports[protocol].Length > 0)
            {
                batch.Add(Ecs.NetworkTransport, Transports[protocol]);
            }

            batch.Add(Ecs.NetworkIanaNumber, FlowNumber.Keep(batch, (ulong)protocol));
        }

        if (addressBytes > 0)
        {
            batch.Add(Ecs.NetworkType, addressBytes == 4 ? "ipv4"u8 : "ipv6"u8);
        }
    }

    /// <summary>The number as it came, and the flags in words, if any is set.</summary>
    public static void AddTcpFlags(EventBatch batch, FlowElement element, int flags)
    {
        FlowNumber.Add(batch, element.Own, (uint)flags);
        var field = element.Role == FlowRole.TcpFlags ? Flags : ReverseFlags;
        for (var bit = 0; bit < TcpFlags.Length; bit++)
        {
            if ((flags & (1 << bit)) != 0)
            {
                batch.Add(field, TcpFlags[bit], isListItem: true);
            }
        }
    }

    public static void AddDirection(EventBatch batch, FlowElement element, ulong direction)
    {
        if (direction > 1 || batch.Has(Ecs.NetworkDirection))
        {
            FlowNumber.Add(batch, element.Own, direction);
            return;
        }

        batch.Add(Ecs.NetworkDirection, direction == 0 ? "ingress"u8 : "egress"u8);
    }

    /// <summary>Why the exporter ended the flow (IANA, flowEndReason).</summary>
    public static void AddEndReason(EventBatch batch, FlowElement element, ulong reason) => batch.Add(element.Own, reason switch
    {
        1 => "idle_timeout"u8,
        2 => "active_timeout"u8,
        3 => "end_of_flow"u8,
        4 => "forced_end"u8,
        5 => "lack_of_resources"u8,
        _ => "unknown"u8,
    });

    /// <summary>What a firewall did (IANA, firewallEvent).</summary>
    public static void AddFirewallEvent(EventBatch batch, FlowElement element, ulong number)
    {
        FlowNumber.Add(batch, element.Own, number);
        var (type, action) = number switch
        {
            1 => ("start", "flow_created"),
            2 => ("end", "flow_deleted"),
            3 => ("denied", "flow_denied"),
            4 => ("info", "flow_alert"),
            5 => ("change", "flow_updated"),
            _ => (null, null),
        };
        if (type is not null && !batch.Has(Ecs.EventAction))
        {
            batch.Add(Ecs.EventType, type, isListItem: true);
            batch.Add(Ecs.EventAction, action!);
        }
    }

    // IANA, protocol numbers; the words that the schema's own examples use.
    private static byte[][] TransportsByNumber()
    {
        var words = new byte[256][];
        Array.Fill(words, []);
        words[1] = "icmp"u8.ToArray();
        words[2] = "igmp"u8.ToArray();
        words[4] = "ipv4"u8.ToArray();
        words[6] = "tcp"u8.ToArray();
        words[17] = "udp"u8.ToArray();
        words[33] = "dccp"u8.ToArray();
        words[41] = "ipv6"u8.ToArray();
        words[46] = "rsvp"u8.ToArray();
        words[47] = "gre"u8.ToArray();
        words[50] = "esp"u8.ToArray();
        words[51] = "ah"u8.ToArray();
        words[58] = "ipv6-icmp"u8.ToArray();
        words[88] = "eigrp"u8.ToArray();
        words[89] = "ospf"u8.ToArray();
        words[103] = "pim"u8.ToArray();
        words[112] = "vrrp"u8.ToArray();
        words[115] = "l2tp"u8.ToArray();
        words[132] = "sctp"u8.ToArray();
        words[136] = "udplite"u8.ToArray();
        return words;
    }
}
