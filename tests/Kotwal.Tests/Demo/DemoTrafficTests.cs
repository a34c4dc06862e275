using System.Text.Json;
using Kotwal.Demo;
using Kotwal.Demo.Doors;
using Kotwal.Testing;
using Kotwal.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Demo;

/// <summary>The city speaks through real sockets, real requests and a real file.</summary>
public sealed class DemoTrafficTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kotwal-demo-");

    private string EveFile => Path.Combine(folder.FullName, "suricata", "eve.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_door_hears_the_city()
    {
        await using var server = await Listeners.OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var speaking = Traffic(server).RunAsync(stop.Token);

        await Until.TrueAsync(() => !server.Datagrams.IsEmpty && server.Connections.Count == 2
            && server.Posts.Select(post => post.Path).Distinct().Count() == 2 && File.Exists(EveFile) && new FileInfo(EveFile).Length > 0);
        await stop.CancelAsync();
        await speaking;

        Assert.All(server.Datagrams, datagram => Assert.Matches("^<[0-9]+>", datagram));
        Assert.Single(server.Connections, start => start.StartsWith('<'));
        Assert.Single(server.Connections, start => System.Text.RegularExpressions.Regex.IsMatch(start, "^[0-9]+ <[0-9]+>1 "));
        Assert.All(server.Posts, post => Assert.Equal("Bearer secret", post.Authorization));
        Assert.All(server.Posts, post => Assert.All(post.Body.TrimEnd('\n').Split('\n'), line => JsonDocument.Parse(line)));
        Assert.All(File.ReadAllLines(EveFile), line => JsonDocument.Parse(line));
    }

    [Fact]
    public async Task A_shut_door_does_not_silence_the_others()
    {
        await using var server = await Listeners.OpenAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var doors = Doors(server) with { SyslogTcpPort = 1, Ingest = new Uri("http://127.0.0.1:1/in/") };
        var speaking = new DemoTraffic(doors, SampleCity.Plan, 1, TimeProvider.System, NullLogger<DemoTraffic>.Instance).RunAsync(stop.Token);

        await Until.TrueAsync(() => server.Datagrams.Count > 5);
        await stop.CancelAsync();
        await speaking;

        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task A_file_that_is_large_enough_is_renamed_and_begun_again()
    {
        await using var file = new FileDoorway(EveFile, maxBytes: 8);

        await file.SendAsync(["first line"u8.ToArray()], TestContext.Current.CancellationToken);
        await file.SendAsync(["second"u8.ToArray()], TestContext.Current.CancellationToken);

        Assert.Equal("first line\n", File.ReadAllText(EveFile + ".1"));
        Assert.Equal("second\n", File.ReadAllText(EveFile));
    }

    [Fact]
    public async Task A_request_that_is_refused_may_be_sent_again()
    {
        await using var server = await Listeners.OpenAsync();
        await using var door = new HttpDoorway(new Uri(server.Web, "no-such-door"), "secret", ServerTrust.BySystem);

        await Assert.ThrowsAsync<IOException>(() => door.SendAsync(["{}"u8.ToArray()], TestContext.Current.CancellationToken));
    }

    private DemoTraffic Traffic(Listeners server) =>
        new(Doors(server), SampleCity.Plan, seed: 1, TimeProvider.System, NullLogger<DemoTraffic>.Instance);

    private DemoDoors Doors(Listeners server) =>
        new("127.0.0.1", server.UdpPort, server.TcpPort, new Uri(server.Web, "in/"), "secret", EveFile, ServerTrust.BySystem);
}
