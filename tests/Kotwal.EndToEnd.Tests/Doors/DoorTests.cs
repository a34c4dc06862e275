using System.Diagnostics;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Doors;

/// <summary>What the README tells people to point at Kotwal is found within two seconds, through the real doors and programs.</summary>
public sealed class DoorTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("syslog-udp", "-d", "--rfc3164")]
    [InlineData("syslog-udp", "-d", "--rfc5424")]
    [InlineData("syslog-tcp", "-T", "--rfc3164")]
    [InlineData("syslog-tcp", "-T", "--rfc5424")]
    public async Task What_logger_sends_is_found(string door, string transport, string form)
    {
        using var data = new TemporaryFolder();
        await using var server = await KotwalProcess.ServeAsync(data.Path);
        using var client = server.Client(await KotwalProcess.CreateTokenAsync(data.Path, "analyst"));
        var port = await KotwalProcess.PortOfAsync(door, client);

        await ShellAsync("logger", "-n", "127.0.0.1", "-P", $"{port}", transport, form, "-t", "pump", "valve seven opened");

        await FoundAsync(data.Path, "\"valve seven\" process.name:pump", server);
    }

    [Fact]
    public async Task What_curl_posts_is_found()
    {
        using var data = new TemporaryFolder();
        await using var server = await KotwalProcess.ServeAsync(data.Path);
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");

        var answer = await ShellAsync(
            "curl", "-sS", "-H", "Authorization: Bearer " + token, "-H", "Content-Type: application/x-ndjson",
            "--data-binary", """{"@timestamp":"2026-11-23T10:00:00Z","message":"gate nine open","source.ip":"10.9.8.7"}""",
            new Uri(server.Address, "/api/v1/ingest/gates").ToString());

        Assert.Equal("""{"accepted":1,"rejected":0}""", answer);
        await FoundAsync(data.Path, "source.ip:10.9.8.7 gate", server);
    }

    [Fact]
    public async Task A_line_appended_to_a_followed_eve_file_is_found()
    {
        using var data = new TemporaryFolder();
        var eve = data["eve.json"];
        await File.WriteAllTextAsync(eve, "", TestContext.Current.CancellationToken);
        await using var server = await KotwalProcess.ServeAsync(data.Path, "--follow", eve);

        await File.AppendAllTextAsync(
            eve,
            """{"timestamp":"2026-11-23T10:00:00.000001+0000","flow_id":1,"event_type":"dns","src_ip":"10.1.1.1","src_port":5353,"dest_ip":"10.1.1.2","dest_port":53,"proto":"UDP","dns":{"type":"query","rrname":"meter.example","rrtype":"A"}}""" + "\n",
            TestContext.Current.CancellationToken);

        await FoundAsync(data.Path, "dns.question.name:meter.example", server);
    }

    private static async Task FoundAsync(string data, string query, KotwalProcess server)
    {
        // The time of the query command itself is not the server's, so the deadline leaves room for its start.
        var rows = 0;
        await Until.TrueAsync(
            async () =>
            {
                var result = await KotwalProcess.RunAsync("query", "--data", data, "--output", "json", query);
                using var found = JsonDocument.Parse(result.ExitCode == 0 ? result.Answer : "[]");
                rows = found.RootElement.GetArrayLength();
                return rows > 0;
            },
            Soon * 5,
            () => server.Output);
        Assert.Equal(1, rows);
    }

    private static async Task<string> ShellAsync(string program, params string[] args)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return answer;
    }
}
