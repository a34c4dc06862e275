using System.Buffers.Binary;

namespace Kotwal.EndToEnd.Tests.Doors.Flows;

/// <summary>
/// A capture of a made-up city's traffic, in libpcap's format: conversations over TCP, UDP and ICMP, IPv4 and IPv6. The same each time,
/// but for its clock: exporters that read it say times by it.
/// </summary>
internal sealed class Capture
{
    private const int LinkTypeEthernet = 1;
    private const int Conversations = 200;

    private readonly Random random = new(7);
    private readonly List<(DateTimeOffset At, byte[] Frame)> frames = [];

    public Capture(DateTimeOffset from)
    {
        for (var number = 0; number < Conversations; number++)
        {
            Converse(number, from + TimeSpan.FromMilliseconds(50 * number));
        }

        frames.Sort((one, other) => one.At.CompareTo(other.At));
    }

    public int Frames => frames.Count;

    public long Bytes => frames.Sum(frame => (long)frame.Frame.Length);

    /// <summary>Writes the capture, and gives its path.</summary>
    public string Write(string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(0xA1B2C3D4u);
        file.Write((ushort)2);
        file.Write((ushort)4);
        file.Write(0L);
        file.Write(65_535);
        file.Write(LinkTypeEthernet);
        foreach (var (at, frame) in frames)
        {
            file.Write((uint)at.ToUnixTimeSeconds());
            file.Write((uint)(at.Ticks % TimeSpan.TicksPerSecond / 10));
            file.Write(frame.Length);
            file.Write(frame.Length);
            file.Write(frame);
        }

        return path;
    }

    private void Converse(int number, DateTimeOffset at)
    {
        var isV6 = number % 4 == 3;
        byte[] near = isV6 ? [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)number] : [10, 1, 0, (byte)number];
        byte[] far = isV6 ? [0x20, 1, 0xD, 0xB8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(1 + (number % 20))] : [10, 2, 0, (byte)(1 + (number % 20))];
        for (var turn = 0; turn <= number % 7; turn++)
        {
            Add(at + TimeSpan.FromMilliseconds(200 * turn), near, far, Segment(number, isV6, isAnswer: false), ProtocolOf(number, isV6));
            Add(at + TimeSpan.FromMilliseconds((200 * turn) + 10), far, near, Segment(number, isV6, isAnswer: true), ProtocolOf(number, isV6));
        }
    }

    private static byte ProtocolOf(int number, bool isV6) => (number % 5) switch { 1 => 17, 2 => (byte)(isV6 ? 58 : 1), _ => 6 };

    private byte[] Segment(int number, bool isV6, bool isAnswer)
    {
        var data = new byte[random.Next(20, 600)];
        var (near, far) = ((ushort)(20_000 + number), (ushort)(number % 5 == 1 ? 53 : 443));
        var (source, destination) = isAnswer ? (far, near) : (near, far);
        switch (ProtocolOf(number, isV6))
        {
            case 17:
                return [.. Big(source), .. Big(destination), .. Big((ushort)(8 + data.Length)), 0, 0, .. data];
            case 6:
                return [.. Big(source), .. Big(destination), 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x18, 0x20, 0, 0, 0, 0, 0, .. data];
            default:
                var type = (byte)(isV6 ? (isAnswer ? 129 : 128) : (isAnswer ? 0 : 8));
                return [type, 0, 0, 0, .. Big((ushort)number), 0, 1, .. data];
        }
    }

    private void Add(DateTimeOffset at, byte[] source, byte[] destination, byte[] segment, byte protocol)
    {
        byte[] ethernet = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
        byte[] packet = source.Length == 4
            ? [8, 0, 0x45, 0, .. Big((ushort)(20 + segment.Length)), 0, 0, 0, 0, 64, protocol, 0, 0, .. source, .. destination]
            : [0x86, 0xDD, 0x60, 0, 0, 0, .. Big((ushort)segment.Length), protocol, 64, .. source, .. destination];
        frames.Add((at, [.. ethernet, .. packet, .. segment]));
    }

    private static byte[] Big(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }
}
