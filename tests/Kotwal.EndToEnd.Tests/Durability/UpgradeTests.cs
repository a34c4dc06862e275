using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Durability;

/// <summary>
/// A data folder as a program of 23 November 2026 left it, with a lake of layout 1: 41 lines of sshd over three batches, one Windows
/// event, two entries of the audit trail, and two alerts of them. Today's program goes on with it, and the way back stays open.
/// </summary>
public sealed class UpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_earlier_data_folder_is_kept_whole_and_goes_on_with_the_same_events_and_alerts()
    {
        using var folder = new TemporaryFolder();
        var data = folder["data"];
        await ZipFile.ExtractToDirectoryAsync(Repository.PathOf("tests", "Kotwal.EndToEnd.Tests", "Durability", "Fixtures", "data-layout-1.zip"), data, Cancel);
        var before = HashesOf(data);
        var eventsBefore = await QueryAsync(data, "events | where kotwal.source in ('gate', 'windows') | project event.id, event.original | order by event.id asc");
        var settings = folder["settings.json"];
        await File.WriteAllTextAsync(settings, """{ "Lake": { "Classes": [ { "Name": "standard", "Days": 36500 } ] } }""", Cancel);

        string token;
        await using (var server = await KotwalProcess.ServeAsync(data, "--config", settings))
        {
            token = await KotwalProcess.CreateTokenAsync(data, "admin");
            using var client = server.Client(token);
            await Until.TrueAsync(async () => JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative), Cancel)).RootElement.GetProperty("alerts").GetArrayLength() >= 2);
            using var alerts = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative), Cancel));
            var ids = alerts.RootElement.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("id").GetGuid()).ToList();
            Assert.Contains(new Guid("01a20b76-919a-87b6-9c3a-95718bf6bd13"), ids);
            Assert.DoesNotContain("fail:", server.Output, StringComparison.Ordinal);
        }

        Assert.Equal(42, JsonDocument.Parse(eventsBefore).RootElement.GetArrayLength());
        Assert.Equal(eventsBefore, await QueryAsync(data, "events | where kotwal.source in ('gate', 'windows') | project event.id, event.original | order by event.id asc"));
        foreach (var proof in (string[][])[["verify"], ["audit", "verify"], ["city", "verify"]])
        {
            var result = await KotwalProcess.RunAsync([.. proof, "--data", data]);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', proof)}: {result.Answer}{result.Error}");
        }

        var kept = Assert.Single(Directory.GetDirectories(data, "before-upgrade-*"));
        Assert.Equal(before, HashesOf(kept));
    }

    [Fact]
    public async Task While_another_program_has_the_folder_nothing_is_changed()
    {
        using var folder = new TemporaryFolder();
        await ZipFile.ExtractToDirectoryAsync(Repository.PathOf("tests", "Kotwal.EndToEnd.Tests", "Durability", "Fixtures", "data-layout-1.zip"), folder.Path, Cancel);
        var before = HashesOf(folder.Path);
        await using (new FileStream(folder["lake/writer.lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var refused = await KotwalProcess.RunAsync("serve", "--data", folder.Path, "--listen", "http://127.0.0.1:0", "--syslog-port", "0");
            Assert.Equal(3, refused.ExitCode);
            Assert.Contains("another program", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, HashesOf(folder.Path).Where(file => before.ContainsKey(file.Key)));
        Assert.Empty(Directory.GetDirectories(folder.Path, "before-upgrade-*"));
    }

    private static async Task<string> QueryAsync(string data, string hunt)
    {
        var result = await KotwalProcess.RunAsync("query", "--data", data, "--output", "json", hunt);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Answer;
    }

    private static SortedDictionary<string, string> HashesOf(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);
}
