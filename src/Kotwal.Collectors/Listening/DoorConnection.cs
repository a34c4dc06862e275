using System.Net;

namespace Kotwal.Collectors.Listening;

/// <summary>A connection that a door has taken; its handshake, if there is one, is over.</summary>
/// <param name="Stream">The bytes; the listener closes it when serving ends.</param>
/// <param name="Address">Address of who sends.</param>
/// <param name="Attributes">What the handshake said of the sender; empty without TLS or a client's certificate.</param>
internal sealed record DoorConnection(Stream Stream, IPAddress Address, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    /// <summary>The address as records carry it.</summary>
    public string Sender { get; } = SenderAddress.TextOf(Address);
}
