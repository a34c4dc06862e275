using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Kotwal.Collectors.Accounting;

namespace Kotwal.Collectors.Datagrams;

/// <summary>
/// One origin per sender's address, so that a datagram costs no allocation. Forged senders are free: of the addresses only about
/// the last few thousand are remembered. Used by one thread at a time.
/// </summary>
/// <param name="find">Says to whom an address belongs; asked once for each that is not remembered.</param>
internal sealed class SenderOrigins(Func<IPAddress, SenderAccount> find)
{
    private const int Capacity = 4096;

    // Where the address stands in the system's structures (sockaddr_in, sockaddr_in6).
    private const int Ipv4Offset = 4;
    private const int Ipv6Offset = 8;

    private Dictionary<UInt128, SenderAccount> young = [];
    private Dictionary<UInt128, SenderAccount> old = [];

    public SenderAccount Find(SocketAddress sender)
    {
        var key = KeyOf(sender);
        if (young.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!old.TryGetValue(key, out known))
        {
            known = find(AddressOf(key));
        }

        if (young.Count == Capacity)
        {
            (old, young) = (young, []);
        }

        young.Add(key, known);
        return known;
    }

    private static UInt128 KeyOf(SocketAddress sender)
    {
        var bytes = sender.Buffer.Span[..sender.Size];
        return sender.Family == AddressFamily.InterNetworkV6
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes[Ipv6Offset..])
            : new UInt128(0, 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(bytes[Ipv4Offset..]));
    }

    private static IPAddress AddressOf(UInt128 key)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return new IPAddress(bytes);
    }
}
