using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Doors.Flows;

/// <summary>What exporters tell of a capture is found, as many flows, packets and bytes as nfdump finds in the same datagrams.</summary>
public sealed class FlowDoorTests
{
    [Theory]
    [InlineData("netflow", 5)]
    [InlineData("netflow", 9)]
    [InlineData("ipfix", 10)]
    public async Task What_softflowd_exports_is_found(string source, int version)
    {
        Assert.SkipUnless(File.Exists(Exporters.Softflowd) && File.Exists(Exporters.Nfcapd), "softflowd or nfdump is not installed.");
        await FoundAsync(source, (capture, folder, port) => (
            Exporters.Softflowd,
            ["-r", capture, "-n", $"127.0.0.1:{port}", "-v", $"{version}", "-d", "-D", "-c", "none", "-p", Path.Combine(folder, "softflowd.pid")]));
    }

    [Theory]
    [InlineData("netflow", 5)]
    [InlineData("netflow", 9)]
    [InlineData("ipfix", 10)]
    public async Task What_pmacct_exports_is_found(string source, int version)
    {
        Assert.SkipUnless(File.Exists(Exporters.Pmacctd) && File.Exists(Exporters.Nfcapd), "pmacct or nfdump is not installed.");
        await FoundAsync(source, (capture, folder, port) => (Exporters.Pmacctd, ["-f", Settings(folder, $"""
            daemonize: false
            pcap_savefile: {capture}
            plugins: nfprobe[city]
            aggregate[city]: src_host,dst_host,src_port,dst_port,proto,tos
            nfprobe_receiver: 127.0.0.1:{port}
            nfprobe_version: {version}
            """)]));
    }

    [Fact]
    public async Task Every_packet_that_pmacct_samples_is_found()
    {
        Assert.SkipUnless(File.Exists(Exporters.Pmacctd), "pmacct is not installed.");
        using var data = new TemporaryFolder();
        var path = new Capture(TimeProvider.System.GetUtcNow().AddMinutes(-1)).Write(data["city.pcap"]);
        var datagrams = await Exporters.RecordAsync(port => (Exporters.Pmacctd, ["-f", Settings(data.Path, $"""
            daemonize: false
            pcap_savefile: {path}
            plugins: sfprobe[city]
            sfprobe_receiver: 127.0.0.1:{port}
            sampling_rate: 2
            """)]));

        var samples = Exporters.SamplesOf(datagrams);
        var (flows, packets, bytes) = await KeptAsync(data, "sflow", datagrams);
        Assert.True(samples > 100);
        Assert.Equal((samples, samples), (flows, packets));

        // Ethernet's header and checksum, IP's and TCP's or UDP's stand in each.
        Assert.True(bytes > 50 * packets);
    }

    private static async Task FoundAsync(string source, Func<string, string, int, (string, string[])> export)
    {
        using var data = new TemporaryFolder();
        var capture = new Capture(TimeProvider.System.GetUtcNow().AddMinutes(-1)).Write(data["city.pcap"]);
        var datagrams = await Exporters.RecordAsync(port => export(capture, data.Path, port));

        var expected = await Exporters.CollectAsync(data["nfcapd"], datagrams);
        Assert.True(expected.Flows > 100);
        Assert.Equal(expected, await KeptAsync(data, source, datagrams));
    }

    private static async Task<(long Flows, long Packets, long Bytes)> KeptAsync(TemporaryFolder folder, string source, List<byte[]> datagrams)
    {
        var config = folder["settings.json"];
        await File.WriteAllTextAsync(
            config,
            """{"Collectors":{"Flows":{"Enabled":true,"Address":"127.0.0.1","NetFlowPort":0,"IpfixPort":0,"SFlowPort":0}}}""",
            TestContext.Current.CancellationToken);
        await using var server = await KotwalProcess.ServeAsync(folder["data"], "--config", config);
        using var client = server.Client(await KotwalProcess.CreateTokenAsync(folder["data"], "analyst"));
        await Exporters.SendAsync(await PortOfAsync(client, source), datagrams);
        await Until.TrueAsync(async () => (await SourceAsync(client, source)).GetProperty("stored").GetInt64() == datagrams.Count, said: () => server.Output);

        var answer = await KotwalProcess.RunAsync(
            "query", "--data", folder["data"], "--output", "json",
            $"event.dataset:{source}.flow | summarize flows = count(), packets = sum(network.packets), bytes = sum(network.bytes)");
        Assert.True(answer.ExitCode == 0, answer.Error);
        using var rows = JsonDocument.Parse(answer.Answer);
        var row = Assert.Single(rows.RootElement.EnumerateArray());
        return (row.GetProperty("flows").GetInt64(), row.GetProperty("packets").GetInt64(), row.GetProperty("bytes").GetInt64());
    }

    private static async Task<int> PortOfAsync(HttpClient client, string source) => (await SourceAsync(client, source)).GetProperty("port").GetInt32();

    private static async Task<JsonElement> SourceAsync(HttpClient client, string source)
    {
        using var sources = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/sources", UriKind.Relative)));
        return sources.RootElement.EnumerateArray().First(one => one.GetProperty("name").GetString() == source).Clone();
    }

    private static string Settings(string folder, string text)
    {
        var path = Path.Combine(folder, "pmacctd.conf");
        File.WriteAllText(path, text);
        return path;
    }
}
