using System.Buffers.Binary;
using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// The Community ID of a flow, version 1 with seed 0: the same text for both directions and in every tool that computes it
/// (github.com/corelight/community-id-spec).
/// </summary>
internal static class CommunityId
{
    /// <summary>Bytes of the text: <c>1:</c> and 20 bytes in base64.</summary>
    public const int TextBytes = 30;

    private const int Icmp = 1;
    private const int IcmpV6 = 58;

    // Requests and their answers, each way, as (this type, that type); messages of other types have no answer.
    private static readonly short[] Answers = AnswersOf([(8, 0), (13, 14), (15, 16), (10, 9), (17, 18)]);
    private static readonly short[] AnswersV6 = AnswersOf([(128, 129), (133, 134), (135, 136), (130, 131), (139, 140), (144, 145)]);

    /// <summary>True when the protocol's flows are told apart by ports, or by what stands for them.</summary>
    public static bool HasPorts(int protocol) => protocol is 6 or 17 or 132 or Icmp or IcmpV6;

    /// <summary>Writes the id.</summary>
    /// <param name="source">The sender's address, 4 or 16 bytes.</param>
    /// <param name="destination">The receiver's address, of as many bytes.</param>
    /// <param name="protocol">IANA's number of the protocol.</param>
    /// <param name="sourcePort">The sender's port; the type of an ICMP message.</param>
    /// <param name="destinationPort">The receiver's port; the code of an ICMP message.</param>
    /// <param name="output">At least <see cref="TextBytes"/> bytes.</param>
    public static void Write(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, int protocol, int sourcePort, int destinationPort, Span<byte> output)
    {
        var isOneWay = false;
        if (protocol is Icmp or IcmpV6)
        {
            var answer = (protocol == Icmp ? Answers : AnswersV6)[sourcePort & 255];
            isOneWay = answer < 0;
            destinationPort = isOneWay ? destinationPort : answer;
        }

        var order = source.SequenceCompareTo(destination);
        if (!isOneWay && (order > 0 || (order == 0 && sourcePort > destinationPort)))
        {
            var turned = source;
            source = destination;
            destination = turned;
            (sourcePort, destinationPort) = (destinationPort, sourcePort);
        }

        // One block of SHA-1 holds it all: the seed, at most 38 bytes, and the padding.
        Span<byte> block = stackalloc byte[64];
        block.Clear();
        var length = sizeof(ushort);
        source.CopyTo(block[length..]);
        length += source.Length;
        destination.CopyTo(block[length..]);
        length += destination.Length;
        block[length] = (byte)protocol;
        length += 2;
        if (HasPorts(protocol))
        {
            BinaryPrimitives.WriteUInt16BigEndian(block[length..], (ushort)sourcePort);
            BinaryPrimitives.WriteUInt16BigEndian(block[(length + 2)..], (ushort)destinationPort);
            length += 4;
        }

        block[length] = 0x80;
        BinaryPrimitives.WriteInt32BigEndian(block[60..], length * 8);
        Span<byte> hash = stackalloc byte[20];
        HashBlock(block, hash);
        output[0] = (byte)'1';
        output[1] = (byte)':';
        Base64.EncodeToUtf8(hash, output[2..], out _, out _);
    }

    // SHA-1 of one padded block (FIPS 180-4, section 6.1.2). The runtime's goes through the system's library, which costs several
    // times as much for so few bytes; nothing here has to be secret.
    private static void HashBlock(ReadOnlySpan<byte> block, Span<byte> hash)
    {
        Span<uint> words = stackalloc uint[80];
        for (var index = 0; index < 16; index++)
        {
            words[index] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * index)..]);
        }

        for (var index = 16; index < 80; index++)
        {
            words[index] = BitOperations.RotateLeft(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1);
        }

        var (a, b, c, d, e) = (0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u);
        for (var index = 0; index < 20; index++)
        {
            (a, b, c, d, e) = (Mix(a, e, d ^ (b & (c ^ d)), 0x5A827999u + words[index]), a, BitOperations.RotateLeft(b, 30), c, d);
        }

        for (var index = 20; index < 40; index++)
        {
            (a, b, c, d, e) = (Mix(a, e, b ^ c ^ d, 0x6ED9EBA1u + words[index]), a, BitOperations.RotateLeft(b, 30), c, d);
        }

        for (var index = 40; index < 60; index++)
        {
            (a, b, c, d, e) = (Mix(a, e, (b & c) | (d & (b | c)), 0x8F1BBCDCu + words[index]), a, BitOperations.RotateLeft(b, 30), c, d);
        }

        for (var index = 60; index < 80; index++)
        {
            (a, b, c, d, e) = (Mix(a, e, b ^ c ^ d, 0xCA62C1D6u + words[index]), a, BitOperations.RotateLeft(b, 30), c, d);
        }

        BinaryPrimitives.WriteUInt32BigEndian(hash, 0x67452301u + a);
        BinaryPrimitives.WriteUInt32BigEndian(hash[4..], 0xEFCDAB89u + b);
        BinaryPrimitives.WriteUInt32BigEndian(hash[8..], 0x98BADCFEu + c);
        BinaryPrimitives.WriteUInt32BigEndian(hash[12..], 0x10325476u + d);
        BinaryPrimitives.WriteUInt32BigEndian(hash[16..], 0xC3D2E1F0u + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mix(uint a, uint e, uint mixed, uint added) => BitOperations.RotateLeft(a, 5) + mixed + e + added;

    private static short[] AnswersOf(ReadOnlySpan<(byte One, byte Other)> pairs)
    {
        var answers = new short[256];
        Array.Fill(answers, (short)-1);
        foreach (var (one, other) in pairs)
        {
            answers[one] = other;
            answers[other] = one;
        }

        return answers;
    }
}
