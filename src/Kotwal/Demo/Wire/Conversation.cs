namespace Kotwal.Demo.Wire;

/// <summary>A conversation on the network, as a sensor can tell of it. Ids are drawn once and shared by all that is told.</summary>
internal sealed record Conversation
{
    public Conversation(DemoRandom random, string source, string destination, int port, string protocol = "tcp")
    {
        Source = source;
        Destination = destination;
        Port = port;
        Protocol = protocol;
        SourcePort = random.Between(32_768, 61_000);
        FlowId = (long)(random.Next() >> 13);
        Uid = "C" + random.Token(17);
    }

    public string Source { get; init; }

    public int SourcePort { get; init; }

    public string Destination { get; init; }

    public int Port { get; init; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string Protocol { get; init; }

    /// <summary>The application's protocol as Zeek names it, or null when it was not recognised.</summary>
    public string? Service { get; init; }

    public Ending Ending { get; init; } = Ending.Closed;

    public TimeSpan Duration { get; init; } = TimeSpan.FromMilliseconds(180);

    /// <summary>Bytes of payload that the source sent.</summary>
    public int Sent { get; init; } = 420;

    /// <summary>Bytes of payload that the source received.</summary>
    public int Received { get; init; } = 1_800;

    /// <summary>Suricata's id of the flow.</summary>
    public long FlowId { get; }

    /// <summary>Zeek's id of the connection.</summary>
    public string Uid { get; }

    public int PacketsSent => Ending == Ending.Closed ? 3 + (Sent / 900) : 1;

    public int PacketsReceived => Ending switch
    {
        Ending.Closed => 3 + (Received / 1_200),
        Ending.Refused => 1,
        _ => 0,
    };
}

/// <summary>How a conversation ended.</summary>
internal enum Ending
{
    /// <summary>Opened and closed in order; Zeek's <c>SF</c>.</summary>
    Closed,

    /// <summary>The other side said no; Zeek's <c>REJ</c>.</summary>
    Refused,

    /// <summary>Nobody answered; Zeek's <c>S0</c>.</summary>
    Unanswered,
}
