using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Durability;

/// <summary>A folder whose server was killed and whose files were damaged is told, mended, and serves again.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task What_is_damaged_is_told_mended_and_served_again()
    {
        using var data = new TemporaryFolder();
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        await using (var server = await KotwalProcess.ServeAsync(data.Path))
        {
            await SendAsync(server, token);
            await Until.TrueAsync(async () => await CountAsync(data.Path) >= 100, TimeSpan.FromSeconds(30), () => server.Output);
            var running = await KotwalProcess.RunAsync("doctor", "--data", data.Path);
            Assert.True(running.ExitCode == 0, running.Answer + running.Error);
        }

        var segment = Directory.GetFiles(data["lake"], "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        Flip(segment, new FileInfo(segment).Length / 2);
        Flip(data["detection.state"], 50);
        File.AppendAllText(Directory.GetFiles(data["spool"], "*.segment").Order(StringComparer.Ordinal).Last(), "torn");
        var told = await KotwalProcess.RunAsync("doctor", "--data", data.Path, "--output", "json");
        var mended = await KotwalProcess.RunAsync("doctor", "--data", data.Path, "--repair");
        var after = await KotwalProcess.RunAsync("doctor", "--data", data.Path);

        Assert.Equal((1, 0, 0), (told.ExitCode, mended.ExitCode, after.ExitCode));
        using var json = JsonDocument.Parse(told.Answer);
        Assert.Equal(
            ["files", "lake", "spool"], json.RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("part").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(3, Directory.GetFiles(data["set-aside"], "*", SearchOption.AllDirectories).Length);
        await using var again = await KotwalProcess.ServeAsync(data.Path);
        await SendAsync(again, token);
        await Until.TrueAsync(async () => await CountAsync(data.Path) >= 100, TimeSpan.FromSeconds(30), () => again.Output);
    }

    [Fact]
    public async Task A_folder_that_is_none_and_settings_that_are_wrong_are_told()
    {
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(data["settings.json"], """{"Collectors":{"Spool":{"SegmentBytes":1}}}""", TestContext.Current.CancellationToken);

        var absent = await KotwalProcess.RunAsync("doctor", "--data", data["absent"]);
        var wrong = await KotwalProcess.RunAsync("doctor", "--data", data.Path, "--config", data["settings.json"]);

        Assert.Equal((2, 1), (absent.ExitCode, wrong.ExitCode));
        Assert.Contains("SegmentBytes", wrong.Answer, StringComparison.Ordinal);
    }

    private static async Task SendAsync(KotwalProcess server, string token)
    {
        using var client = server.Client(token);
        using var body = new StringContent(string.Join('\n', Enumerable.Range(0, 100).Select(number => $$"""{"message":"line {{number}}"}""")), Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("/api/v1/ingest/load", UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<int> CountAsync(string data)
    {
        var result = await KotwalProcess.RunAsync("query", "--data", data, "--output", "json", "kotwal.source:load | summarize n = count()");
        using var rows = JsonDocument.Parse(result.ExitCode == 0 ? result.Answer : "[]");
        return rows.RootElement.EnumerateArray().Select(row => row.GetProperty("n").GetInt32()).FirstOrDefault();
    }

    private static void Flip(string path, long offset)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}
