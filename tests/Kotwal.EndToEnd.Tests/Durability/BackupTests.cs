using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Durability;

/// <summary>A backup that was made under load brings back all that was acknowledged before it began, on a machine that has nothing.</summary>
public sealed class BackupTests
{
    private const int LinesPerRequest = 50;

    private readonly ConcurrentDictionary<int, bool> acknowledged = new();
    private int next;

    [Fact]
    public async Task A_backup_under_load_loses_nothing_that_was_acknowledged_before()
    {
        using var data = new TemporaryFolder();
        using var backups = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        List<int> before;
        await using (var server = await KotwalProcess.ServeAsync(data.Path))
        {
            using var stop = new CancellationTokenSource();
            var load = SendAsync(server, token, stop.Token);
            await Until.TrueAsync(() => acknowledged.Count > 2_000);
            await BackUpAsync(data.Path, backups.Path);
            await Until.TrueAsync(() => acknowledged.Count > 4_000);
            await KillAmidAsync(data.Path, backups.Path);
            before = [.. acknowledged.Keys];
            await BackUpAsync(data.Path, backups.Path);
            await stop.CancelAsync();
            await load;
        }

        var restored = await KotwalProcess.RunAsync("restore", "--from", backups.Path, "--data", other["data"]);
        var verified = await KotwalProcess.RunAsync("verify", "--data", other["data"], "--output", "json");
        var trail = await KotwalProcess.RunAsync("audit", "verify", "--data", other["data"]);
        await using var again = await KotwalProcess.ServeAsync(other["data"]);
        List<int> found = [];
        await Until.TrueAsync(async () => !before.Except(found = await SequencesAsync(other["data"])).Any(), TimeSpan.FromSeconds(60), () => again.Output);

        Assert.Equal((0, 0, 0), (restored.ExitCode, verified.ExitCode, trail.ExitCode));
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.DoesNotContain("fail:", again.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(backups.Path, "sets"), "*.partial"));
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(backups.Path, "sets")).Length);
    }

    [Fact]
    public async Task A_damaged_backup_and_a_folder_that_is_in_use_are_refused()
    {
        using var data = new TemporaryFolder();
        using var backups = new TemporaryFolder();
        await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        await using (await KotwalProcess.ServeAsync(data.Path))
        {
            await BackUpAsync(data.Path, backups.Path);
        }

        var taken = await KotwalProcess.RunAsync("restore", "--from", backups.Path, "--data", data.Path);
        var state = Assert.Single(Directory.GetFiles(backups.Path, "city.db", SearchOption.AllDirectories));
        await File.AppendAllTextAsync(state, " ", TestContext.Current.CancellationToken);
        var damaged = await KotwalProcess.RunAsync("restore", "--from", backups.Path, "--data", data["other"]);

        Assert.Equal((2, 2), (taken.ExitCode, damaged.ExitCode));
        Assert.Contains("damaged", damaged.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data["other"]));
    }

    [Fact]
    public async Task A_file_of_events_that_was_cut_off_in_the_backup_is_copied_anew_by_the_next_one()
    {
        using var data = new TemporaryFolder();
        using var backups = new TemporaryFolder();
        await StoreAsync(data.Path, await KotwalProcess.CreateTokenAsync(data.Path, "ingest"));
        await BackUpAsync(data.Path, backups.Path);
        foreach (var file in Directory.GetFiles(backups["segments"], "*.parquet", SearchOption.AllDirectories))
        {
            await File.WriteAllBytesAsync(file, [1], TestContext.Current.CancellationToken);
        }

        await BackUpAsync(data.Path, backups.Path);

        Assert.Equal(0, (await KotwalProcess.RunAsync("restore", "--from", backups.Path, "--data", data["other"])).ExitCode);
    }

    [Fact]
    public async Task A_lake_that_is_older_than_its_spool_is_refused_with_the_reason()
    {
        using var data = new TemporaryFolder();
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        var manifest = Path.Combine(data.Path, "lake", "manifest.json");
        await StoreAsync(data.Path, token);
        var older = await File.ReadAllBytesAsync(manifest, TestContext.Current.CancellationToken);
        await StoreAsync(data.Path, token);
        await File.WriteAllBytesAsync(manifest, older, TestContext.Current.CancellationToken);

        var refused = await KotwalProcess.RunAsync("serve", "--data", data.Path, "--listen", "http://127.0.0.1:0", "--syslog-port", "0");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the lake is older than the spool", refused.Error, StringComparison.Ordinal);
    }

    // Until the spool knows, too, that it is stored.
    private static async Task StoreAsync(string data, string token)
    {
        await using var server = await KotwalProcess.ServeAsync(data);
        using var client = server.Client(token);
        using var body = new StringContent("one\ntwo\n");
        var manifest = new FileInfo(Path.Combine(data, "lake", "manifest.json"));
        var before = manifest.LastWriteTimeUtc;
        using var answer = await client.PostAsync(new Uri("/api/v1/ingest/load", UriKind.Relative), body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await Until.TrueAsync(() =>
        {
            manifest.Refresh();
            return manifest.LastWriteTimeUtc > before && File.GetLastWriteTimeUtc(Path.Combine(data, "spool", "released")) > manifest.LastWriteTimeUtc;
        });
    }

    private static async Task BackUpAsync(string data, string target)
    {
        var result = await KotwalProcess.RunAsync("backup", "--data", data, "--out", target);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    // As soon as it has begun to write.
    private static async Task KillAmidAsync(string data, string target)
    {
        using var process = Process.Start(new ProcessStartInfo(KotwalProcess.Program, ["backup", "--data", data, "--out", target]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await Until.TrueAsync(() => process.HasExited || Directory.GetDirectories(Path.Combine(target, "sets"), "*.partial").Length > 0);
        Assert.False(process.HasExited);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task SendAsync(KotwalProcess server, string token, CancellationToken stop)
    {
        using var client = server.Client(token);
        while (!stop.IsCancellationRequested)
        {
            var first = Interlocked.Add(ref next, LinesPerRequest) - LinesPerRequest;
            var lines = Enumerable.Range(first, LinesPerRequest).Select(sequence => $$"""{"message":"ordinary","labels.sequence":{{sequence}}}""");
            using var body = new StringContent(string.Join('\n', lines), Encoding.UTF8);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await client.PostAsync(new Uri("/api/v1/ingest/load", UriKind.Relative), body, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            Enumerable.Range(first, LinesPerRequest).ToList().ForEach(sequence => acknowledged[sequence] = true);
        }
    }

    private static async Task<List<int>> SequencesAsync(string data)
    {
        var result = await KotwalProcess.RunAsync("query", "--data", data, "--output", "json", "kotwal.source:load | project labels.sequence");
        Assert.True(result.ExitCode == 0, result.Error);
        using var rows = JsonDocument.Parse(result.Answer);
        return [.. rows.RootElement.EnumerateArray().Select(row => int.Parse(row.GetProperty("labels.sequence").ToString(), CultureInfo.InvariantCulture))];
    }
}
