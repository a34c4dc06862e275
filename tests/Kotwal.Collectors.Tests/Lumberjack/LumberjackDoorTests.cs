using System.Buffers.Binary;
using System.IO.Compression;
using CsCheck;
using Kotwal.Collectors.Lumberjack;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Lumberjack;

/// <summary>Frames as the protocol's document lays them out.</summary>
internal static class Frames
{
    public static byte[] Window(int events) => [(byte)'2', (byte)'W', .. Number(events)];

    public static byte[] Json(int sequence, string text) => [(byte)'2', (byte)'J', .. Number(sequence), .. Text(text)];

    public static byte[] Pairs(int sequence, params (string Name, string Value)[] pairs) =>
        [(byte)'2', (byte)'D', .. Number(sequence), .. Number(pairs.Length), .. pairs.SelectMany(pair => (byte[])[.. Text(pair.Name), .. Text(pair.Value)])];

    public static byte[] Packed(params byte[][] frames)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(frames.SelectMany(frame => frame).ToArray());
        }

        return [(byte)'2', (byte)'C', .. Number((int)packed.Length), .. packed.ToArray()];
    }

    private static byte[] Text(string text) => [.. Number(Some.Bytes(text).Length), .. Some.Bytes(text)];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}

public sealed class LumberjackContractTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("beats", "lumberjack", 1 << 20);

    private protected override (string Key, string Value)[] Settings => [("Lumberjack:Enabled", "true")];

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        await using var stream = await doors.ConnectTlsAsync(doors.LumberjackPort);
        await stream.WriteAsync(Frames.Window(records.Count), Some.Cancel);
        byte[][] events = [.. records.Select((record, i) => Frames.Json(i + 1, record))];

        // A letter repeated a million times would be taken for a bomb.
        await stream.WriteAsync(records.Any(record => record.Length > 100_000) ? [.. events.SelectMany(bytes => bytes)] : Frames.Packed(events), Some.Cancel);
        await LumberjackDoorTests.AcknowledgedAsync(stream, (uint)records.Count);
    }
}

public sealed class LumberjackDoorTests
{
    private static readonly NpmPackage Client = new("lumberjack-client@1.0.3");

    private static readonly byte[][] Parts =
    [
        Frames.Window(2), Frames.Json(1, "{\"a\":1}"), Frames.Pairs(2, ("a", "b")), Frames.Packed(Frames.Json(1, "{}"), Frames.Json(2, "x")), [(byte)'2'], [0, 0, 0, 1],
    ];

    private static readonly (string, string)[] Open = [("Lumberjack:Enabled", "true"), ("Lumberjack:WindowTime", "00:01:00")];

    [Fact]
    public async Task A_conversation_of_windows_goes_as_the_protocol_says_byte_by_byte()
    {
        await using var doors = await RunningDoors.StartAsync(Open);
        await using var stream = await doors.ConnectTlsAsync(doors.LumberjackPort);
        byte[] first = [.. Frames.Window(3), .. Frames.Json(1, "{\"a\":1}"), .. Frames.Packed(Frames.Json(2, "{\"b\":2}")), .. Frames.Pairs(3, ("line", "say \"hi\""), ("host", "कोतवाल"))];

        foreach (var piece in first.Chunk(1))
        {
            await stream.WriteAsync(piece, Some.Cancel);
        }

        Assert.Equal(3u, await ReadAcknowledgementAsync(stream));
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], (await doors.ReadAsync(2)).Select(record => record.Text));
        using var pairs = System.Text.Json.JsonDocument.Parse(Assert.Single(await doors.ReadAsync(1)).Text);
        Assert.Equal(("say \"hi\"", "कोतवाल"), (pairs.RootElement.GetProperty("line").GetString(), pairs.RootElement.GetProperty("host").GetString()));

        await stream.WriteAsync((byte[])[.. Frames.Window(1), .. Frames.Json(1, "{}")], Some.Cancel);
        Assert.Equal(1u, await ReadAcknowledgementAsync(stream));
    }

    [Fact]
    public async Task While_the_spool_is_full_the_sender_is_kept_alive_and_only_what_is_durable_is_acknowledged()
    {
        await using var doors = await RunningDoors.StartAsync(
            [.. Open, ("Lumberjack:KeepAlive", "00:00:00.020"), ("Spool:SegmentBytes", "65536"), ("Spool:MaxBytes", "262144"), ("Spool:MaxWaitingBytes", "65536")]);
        await using var stream = await doors.ConnectTlsAsync(doors.LumberjackPort);
        const int Count = 40;
        var sending = stream.WriteAsync(
            (byte[])[.. Frames.Window(Count), .. Enumerable.Range(1, Count).SelectMany(i => Frames.Json(i, new string('x', 40_000)))], Some.Cancel).AsTask();

        await Until.TrueAsync(() => doors.Spool.IsFull);
        var early = await ReadAcknowledgementAsync(stream);
        var found = 0;
        for (var position = 0L; found < Count;)
        {
            using var batch = await doors.Spool.ReadAsync(position, 1000, 1 << 20, TimeSpan.FromSeconds(30), Some.Cancel);
            found += batch.Records.Count;
            position = batch.Next;
            await doors.Spool.ReleaseAsync(position, Some.Cancel);
        }

        await sending;
        Assert.True(early < Count, $"{early} was acknowledged.");
        await AcknowledgedAsync(stream, Count);
        Assert.Equal(Count, found);
    }

    [Fact]
    public async Task A_client_of_npms_is_understood_and_acknowledged()
    {
        await using var doors = await RunningDoors.StartAsync(Open);
        using var client = Client.Start("lumberjack.cjs", [$"{doors.LumberjackPort}", doors.Certificates.AuthorityFile, "valve 7 opened", "कोतवाल"]);
        try
        {
            Assert.Equal(["{\"message\":\"valve 7 opened\"}", "{\"message\":\"कोतवाल\"}"], (await doors.ReadAsync(2)).Select(record => record.Text));
            Assert.Equal("324100000002", await client.StandardOutput.ReadLineAsync(Some.Cancel));
        }
        finally
        {
            client.StandardInput.Close();
            await client.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("not lumberjack at all")]
    [InlineData("2J\0\0\0\u0001\0\0\0\u0002{}")]
    [InlineData("2W\u007f\0\0\0")]
    [InlineData("2W\0\0\0\u00012J\0\0\0\u0001\u007f\0\0\0")]
    [InlineData("2W\0\0\0\u00012C\0\0\0\u0002no")]
    [InlineData("2W\0\0\0\u00012C\0\0\0\u0006x 1234")]
    public async Task What_is_no_lumberjack_is_cut_off_and_counted_and_others_live_on(string bytes)
    {
        await using var doors = await RunningDoors.StartAsync(Open);
        await using var other = await doors.ConnectTlsAsync(doors.LumberjackPort);
        await using var stream = await doors.ConnectTlsAsync(doors.LumberjackPort);

        await stream.WriteAsync(Some.Bytes(bytes), Some.Cancel);
        var read = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Some.Cancel);
        await other.WriteAsync((byte[])[.. Frames.Window(1), .. Frames.Json(7, "{}")], Some.Cancel);

        Assert.Equal(0, read);
        Assert.Equal(7u, await ReadAcknowledgementAsync(other));
        await Until.TrueAsync(() => doors.CountsOf("beats", "lumberjack").Rejected.GetValueOrDefault("encoding") == 1);
    }

    [Fact]
    public async Task A_frame_that_grows_too_large_is_cut_off()
    {
        await using var doors = await RunningDoors.StartAsync(Open);
        await using var stream = await doors.ConnectTlsAsync(doors.LumberjackPort);

        await stream.WriteAsync((byte[])[.. Frames.Window(1), .. Frames.Packed(Frames.Json(1, new string('x', 20 << 20)))], Some.Cancel);

        Assert.Equal(0, await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Some.Cancel));
        Assert.Equal(0, doors.CountsOf("beats", "lumberjack").Accepted);
    }

    [Fact]
    public async Task A_window_that_breaks_off_is_not_kept_since_its_sender_sends_it_again()
    {
        await using var doors = await RunningDoors.StartAsync([.. Open, ("Lumberjack:TlsEnabled", "false")]);
        using (var client = new System.Net.Sockets.TcpClient("127.0.0.1", doors.LumberjackPort))
        {
            await client.GetStream().WriteAsync((byte[])[.. Frames.Window(2), .. Frames.Json(1, "{}")], Some.Cancel);
        }

        using var again = new System.Net.Sockets.TcpClient("127.0.0.1", doors.LumberjackPort);
        await again.GetStream().WriteAsync((byte[])[.. Frames.Window(2), .. Frames.Json(1, "{}"), .. Frames.Json(2, "{\"b\":2}")], Some.Cancel);

        Assert.Equal(2u, await ReadAcknowledgementAsync(again.GetStream()));
        Assert.Equal(["{}", "{\"b\":2}"], (await doors.ReadAsync(2)).Select(record => record.Text));
        Assert.Equal(2, doors.CountsOf("beats", "lumberjack").Received);
    }

    [Fact]
    public void Any_bytes_keep_the_promises() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 60],
            Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 8].Select(parts => parts.SelectMany(part => part).ToArray()))
            .Sample(bytes => Assert.Null(LumberjackPromises.BrokenAsync(bytes).AsTask().GetAwaiter().GetResult()));

    /// <summary>Reads acknowledgements until the one of the last event; those before it are of earlier ones.</summary>
    internal static async Task AcknowledgedAsync(Stream stream, uint last)
    {
        uint sequence;
        do
        {
            sequence = await ReadAcknowledgementAsync(stream);
            Assert.True(sequence <= last);
        }
        while (sequence < last);
    }

    private static async Task<uint> ReadAcknowledgementAsync(Stream stream)
    {
        var bytes = new byte[6];
        await stream.ReadExactlyAsync(bytes, Some.Cancel);
        Assert.Equal("2A"u8.ToArray(), bytes[..2]);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2));
    }
}
