using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Kotwal.EndToEnd.Tests.Doors.Flows;

/// <summary>Debian's programs that export and collect flows.</summary>
internal static partial class Exporters
{
    public const string Softflowd = "/usr/sbin/softflowd";
    public const string Pmacctd = "/usr/sbin/pmacctd";
    public const string Nfcapd = "/usr/bin/nfcapd";

    /// <summary>All datagrams that a program sends to the port it is given, until it has ended.</summary>
    public static async Task<List<byte[]>> RecordAsync(Func<int, (string Program, string[] Arguments)> export)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Client.ReceiveBufferSize = 8 << 20;
        var (program, arguments) = export(((IPEndPoint)socket.Client.LocalEndPoint!).Port);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        var said = await output + await error;

        // The program has ended, so all that it sent is in the socket's buffer.
        var datagrams = new List<byte[]>();
        while (socket.Available > 0)
        {
            datagrams.Add((await socket.ReceiveAsync(cancel)).Buffer);
        }

        Assert.True(datagrams.Count > 0, said);
        return datagrams;
    }

    /// <summary>What nfdump makes of the datagrams: flows, packets, bytes.</summary>
    public static async Task<(long Flows, long Packets, long Bytes)> CollectAsync(string folder, IReadOnlyList<byte[]> datagrams)
    {
        var cancel = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(folder);
        var port = FreePort();
        using var collector = Process.Start(new ProcessStartInfo(
            Nfcapd, ["-l", folder, "-b", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-t", "3600"])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (collector.StandardOutput.ReadToEndAsync(cancel), collector.StandardError.ReadToEndAsync(cancel));
        await Testing.Until.TrueAsync(() => IsTaken(port));
        await SendAsync(port, datagrams);
        await Testing.Until.TrueAsync(() => IsEmpty(port));
        using (var stop = Process.Start("kill", ["-TERM", collector.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync(cancel);
        }

        await collector.WaitForExitAsync(cancel);
        var said = await output + await error;
        var ident = Totals().Match(said);
        Assert.True(ident.Success, said);
        return (Number(ident, 1), Number(ident, 2), Number(ident, 3));
    }

    /// <summary>How many samples the datagrams of sFlow say that they hold: the last word of their header.</summary>
    public static long SamplesOf(IEnumerable<byte[]> datagrams) => datagrams.Sum(datagram => (long)BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(24)));

    public static async Task SendAsync(int port, IReadOnlyList<byte[]> datagrams)
    {
        using var client = new UdpClient();
        foreach (var datagram in datagrams)
        {
            await client.SendAsync(datagram, new IPEndPoint(IPAddress.Loopback, port), TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    private static bool IsTaken(int port) => Rows(port).Any();

    // The fifth column is what waits to be sent, a colon, and what waits to be read.
    private static bool IsEmpty(int port) => Rows(port).All(columns => columns[4].EndsWith(":00000000", StringComparison.Ordinal));

    private static IEnumerable<string[]> Rows(int port) =>
        from line in File.ReadLines("/proc/net/udp").Skip(1)
        let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where columns[1].EndsWith(port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        select columns;

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Flows: (\d+), Packets: (\d+), Bytes: (\d+), Sequence Errors")]
    private static partial Regex Totals();
}
