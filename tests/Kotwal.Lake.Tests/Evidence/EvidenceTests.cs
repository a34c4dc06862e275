using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using Kotwal.Events;
using Kotwal.Lake.Evidence;
using Kotwal.Lake.Retention;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Evidence;

/// <summary>What a third party does with a package: the very commands of its README, and nothing of Kotwal.</summary>
public sealed class EvidenceTests : IDisposable
{
    private const string EverySeal = """
        for seal in lake/seals/*.json; do
          openssl dgst -sha256 -verify keys/$(sed -n 's/.*"key": "\([0-9a-f]*\)".*/\1/p' $seal).pem -signature $(dirname $seal)/$(basename $seal .json).sig $seal || exit 1
        done
        """;

    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder unpacked = new();
    private readonly Clock clock = new(Some.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        data.Dispose();
        unpacked.Dispose();
    }

    [Fact]
    public async Task A_third_party_checks_a_package_with_sha256sum_and_openssl_alone()
    {
        await using var store = await FillAsync();

        var result = await MakeAsync(new EventFilter("user.name:asha", Some.Noon.AddHours(-1), null), hasSegments: true);

        Assert.Equal((21, 3), (result.Rows, result.Segments));
        await AssertSaysAsync("sha256sum -c SHA256SUMS", "events.jsonl: OK");
        await AssertSaysAsync("openssl dgst -sha256 -verify key.pem -signature SHA256SUMS.sig SHA256SUMS", "Verified OK");
        await AssertSaysAsync(EverySeal, "Verified OK");
        await AssertSaysAsync("sha256sum lake/day=*/*/*.parquet | cut -d' ' -f1 | while read hash; do grep -h $hash query.json || exit 1; done", "sha256");
        Assert.Contains("sha256sum -c SHA256SUMS", await File.ReadAllTextAsync(unpacked["README.txt"], Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", await File.ReadAllTextAsync(unpacked["custody.txt"], Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_holds_the_events_that_were_asked_for_whole_and_no_other()
    {
        await using var store = await FillAsync();

        await MakeAsync(new EventFilter("user.name:asha", null, Some.Noon.AddDays(1)));

        var lines = await File.ReadAllLinesAsync(unpacked["events.jsonl"], Cancel);
        Assert.Equal(10, lines.Length);
        Assert.All(lines, line => Assert.Equal("asha", Read(line).GetProperty("user.name").GetString()));
        Assert.Equal(["event 0", "event 10"], lines.Select(line => Read(line).GetProperty("event.original").GetString()!).Order().Take(2));
        Assert.Equal([[10L, "asha"]], Outsider.Ask($"SELECT count(*), any_value(\"user.name\") FROM read_parquet('{unpacked["events.parquet"]}')"));
        Assert.False(Directory.Exists(unpacked["lake/day=2026-03-14/class=standard"]));
        Assert.False(Directory.Exists(Path.Combine(data["lake/tmp"])) && Directory.EnumerateFileSystemEntries(data["lake/tmp"]).Any());
    }

    [Theory]
    [InlineData("events.jsonl")]
    [InlineData("custody.txt")]
    [InlineData("lake/seals/0000000001.json")]
    public async Task A_package_that_was_altered_is_found_by_them(string file)
    {
        await using var store = await FillAsync();
        await MakeAsync(new EventFilter("user.name:asha", null, null));
        await File.AppendAllTextAsync(unpacked[file], " ", Cancel);

        Assert.NotEqual(0, (await ShellAsync("sha256sum -c SHA256SUMS")).ExitCode);

        await ShellAsync("find . -type f ! -name 'SHA256SUMS*' -printf '%P\\n' | xargs sha256sum > SHA256SUMS");
        Assert.Equal(0, (await ShellAsync("sha256sum -c SHA256SUMS")).ExitCode);
        Assert.NotEqual(0, (await ShellAsync("openssl dgst -sha256 -verify key.pem -signature SHA256SUMS.sig SHA256SUMS")).ExitCode);
    }

    [Fact]
    public async Task A_package_of_stored_files_that_were_altered_says_so()
    {
        await using var store = await FillAsync();
        var path = data["lake/" + store.Manifest.All().First(segment => segment.Seal == 1).Path];
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var place = bytes.AsSpan().LastIndexOf("DuckDB"u8) is var merged and >= 0 ? merged : bytes.AsSpan().LastIndexOf("kotwal"u8);
        bytes[place] = (byte)'x';
        await File.WriteAllBytesAsync(path, bytes, Cancel);

        await MakeAsync(new EventFilter("user.name:asha", null, null));

        Assert.Contains("WARNING", await File.ReadAllTextAsync(unpacked["custody.txt"], Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_type_makes_no_line_of_its_own_in_the_text_on_custody()
    {
        await using var store = await FillAsync();

        await MakeAsync(new EventFilter("user.name:nobody", null, null), subject: "Case 7\nMade by        somebody else");

        Assert.Contains("Case 7 Made by", await File.ReadAllTextAsync(unpacked["custody.txt"], Cancel), StringComparison.Ordinal);
        Assert.Empty(await File.ReadAllTextAsync(unpacked["events.jsonl"], Cancel));
    }

    [Fact]
    public async Task More_events_than_one_row_group_holds_all_become_lines()
    {
        await using var store = Some.SealingStore(data.Path, clock);
        for (var from = 0; from < 60_000; from += 20_000)
        {
            await store.AppendAsync(Some.Batch(from, 20_000), Some.Range(from, from + 20_000), Cancel);
        }

        var result = await MakeAsync(new EventFilter("", null, null));

        var lines = await File.ReadAllLinesAsync(unpacked["events.jsonl"], Cancel);
        Assert.Equal((60_000, 60_000), (result.Rows, lines.Select(line => Read(line).GetProperty("event.id").GetString()).Distinct().Count()));
    }

    private async Task<LakeEventStore> FillAsync()
    {
        var store = Some.SealingStore(data.Path, clock);
        for (var day = 0; day < 2; day++)
        {
            var batch = Some.Batch(
                day * 20, 20, Some.Noon.AddDays(day), (opened, number) => opened.Add(Field.Of("user.name"), number % 2 == 0 ? "asha" : "ravi"));
            await store.AppendAsync(batch, Some.Range(day * 20, (day * 20) + 20), Cancel);
            await Some.FoldAsync(store, clock);
        }

        var late = Some.Batch(40, 1, Some.Noon.AddDays(1), (opened, _) => opened.Add(Field.Of("user.name"), "asha"));
        await store.AppendAsync(late, Some.Range(40, 41), Cancel);
        return store;
    }

    private async Task<EvidenceResult> MakeAsync(EventFilter filter, bool hasSegments = false, string subject = "Case 7")
    {
        var options = Some.Options(data["lake"]);
        options.SealKeyFile = Some.KeyFile(data.Path);
        using var zip = new MemoryStream();
        await using var package = EvidencePackage.Open(options, clock);
        var result = await package.WriteAsync(new EvidenceOrder(filter, subject, "ravi", hasSegments, []), zip, Cancel);
        await ZipFile.ExtractToDirectoryAsync(zip, unpacked.Path, Cancel);
        return result;
    }

    private static JsonElement Read(string line) => JsonSerializer.Deserialize<JsonElement>(line);

    private async Task AssertSaysAsync(string command, string words)
    {
        var (exitCode, answer) = await ShellAsync(command);
        Assert.True(exitCode == 0, answer);
        Assert.Contains(words, answer, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Answer)> ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command + " 2>&1"]) { RedirectStandardOutput = true, WorkingDirectory = unpacked.Path })!;
        var answer = await shell.StandardOutput.ReadToEndAsync(Cancel);
        await shell.WaitForExitAsync(Cancel);
        return (shell.ExitCode, answer);
    }
}
