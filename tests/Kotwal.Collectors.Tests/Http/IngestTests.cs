using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ZstdSharp;

namespace Kotwal.Collectors.Tests.Http;

public sealed class IngestTests
{
    private const string JsonLines = "application/x-ndjson";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json; charset=utf-8")]
    public async Task Json_lines_and_arrays_are_split(string type)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer) = await PostAsync(doors, "s", type, Some.Bytes("[{\"a\":1},\n {\"a\":2}]\n{\"a\":3}\nbroken\n"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"accepted":4,"rejected":0}""", answer);
        Assert.Equal(["{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "broken"], (await doors.ReadAsync(4)).Select(record => record.Text));
    }

    [Fact]
    public async Task Nobody_sends_in_the_name_of_the_program_itself()
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer) = await PostAsync(doors, "kotwal-audit", JsonLines, Some.Bytes("{}"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("the program's own", answer, StringComparison.Ordinal);
        Assert.False(doors.Knows("kotwal-audit"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Compressed_bodies_are_read(string encoding)
    {
        await using var doors = await RunningDoors.StartAsync();
        var lines = Enumerable.Range(0, 5000).Select(i => $"{{\"n\":{i}}}").ToList();

        var (status, _) = await PostAsync(doors, "s", JsonLines, Compress(encoding, Some.Bytes(string.Join('\n', lines))), encoding);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(lines, (await doors.ReadAsync(5000)).Select(record => record.Text));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_bomb_is_refused_and_counted(string encoding)
    {
        await using var doors = await RunningDoors.StartAsync();
        var bomb = Compress(encoding, new byte[300 << 20]);

        var (status, answer) = await PostAsync(doors, "s", "text/plain", bomb, encoding);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("too large", answer, StringComparison.Ordinal);
        Assert.Equal(1, doors.CountsOf("s", "http").Rejected["size"]);
    }

    [Fact]
    public async Task A_body_over_the_absolute_bound_is_refused()
    {
        await using var doors = await RunningDoors.StartAsync(("Http:MaxBodyBytes", "2000000"));

        var (status, _) = await PostAsync(doors, "s", "text/plain", new byte[2_000_001]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_damaged_or_cut_compressed_body_is_refused(string encoding)
    {
        await using var doors = await RunningDoors.StartAsync();
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        var whole = Compress(encoding, random);

        var (damaged, _) = await PostAsync(doors, "s", "text/plain", Some.Bytes("this is not compressed at all"), encoding);
        var (cut, _) = await PostAsync(doors, "s", "text/plain", whole[..(whole.Length / 2)], encoding);

        Assert.Equal(HttpStatusCode.BadRequest, damaged);
        Assert.Equal(HttpStatusCode.BadRequest, cut);
    }

    [Theory]
    [InlineData("Lights", "text/plain", "", HttpStatusCode.BadRequest)]
    [InlineData("a%20b", "text/plain", "", HttpStatusCode.BadRequest)]
    [InlineData("s?tz=Mars/Olympus", "text/plain", "", HttpStatusCode.BadRequest)]
    [InlineData("s?format=a/b", "text/plain", "", HttpStatusCode.BadRequest)]
    [InlineData("s", "image/png", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("s", "text/plain; charset=utf-16", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("s", "text/plain", "br", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_the_door_does_not_take_is_refused_with_a_reason(string path, string type, string encoding, HttpStatusCode expected)
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer) = await PostAsync(doors, path, type, Some.Bytes("x"), encoding);

        Assert.Equal(expected, status);
        Assert.NotEqual("", JsonDocument.Parse(answer).RootElement.GetProperty("detail").GetString());
        Assert.False(doors.Knows("s"));
    }

    [Fact]
    public async Task Format_zone_and_sender_are_part_of_the_origin()
    {
        await using var doors = await RunningDoors.StartAsync();

        await PostAsync(doors, "s?format=suricata&tz=Asia/Kolkata", JsonLines, Some.Bytes("{}"));
        var origin = Assert.Single(await doors.ReadAsync(1)).Origin;

        Assert.Equal(("s", "http", "127.0.0.1"), (origin.Source, origin.Transport, origin.Sender));
        Assert.Equal(("suricata", "Asia/Kolkata"), (origin.Format, origin.TimeZone));
    }

    [Fact]
    public async Task A_full_spool_asks_the_sender_to_come_back_and_says_what_is_kept()
    {
        await using var doors = await RunningDoors.StartAsync(
            ("Spool:SegmentBytes", "65536"), ("Spool:MaxBytes", "262144"), ("Http:MaxWait", "00:00:00.05"));
        var lines = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i} {new string('x', 1000)}\n"));
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var body = new StringContent(lines);

        using var answer = await client.PostAsync("/api/v1/ingest/s", body, Some.Cancel);
        var accepted = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Some.Cancel)).RootElement.GetProperty("accepted").GetInt32();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.InRange(accepted, 1, 1999);
        Assert.Equal(accepted, doors.CountsOf("s", "http").Accepted);
        Assert.Equal("0", (await doors.ReadAsync(accepted))[0].Text.Split(' ')[0]);
        Assert.True(doors.Spool.EndPosition < 600_000);
    }

    [Fact]
    public async Task An_empty_body_is_nothing_and_fine()
    {
        await using var doors = await RunningDoors.StartAsync();

        var (status, answer) = await PostAsync(doors, "s", JsonLines, []);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"accepted":0,"rejected":0}""", answer);
        Assert.False(doors.Knows("s"));
    }

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip -c", "-H", "Content-Encoding: gzip")]
    [InlineData("zstd -qc", "-H", "Content-Encoding: zstd")]
    public async Task Curl_is_answered(string pack, params string[] headers)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl") && File.Exists("/usr/bin/zstd"), "curl or zstd is not installed.");
        await using var doors = await RunningDoors.StartAsync();
        var file = Path.Combine(doors.Folder, "body");
        await File.WriteAllTextAsync(file, "{\"a\":1}\n{\"a\":2}\n", Some.Cancel);
        await RunAsync("/bin/sh", "-c", $"{pack} < {file} > {file}.packed");

        var answer = await RunAsync("/usr/bin/curl", [
            "-sS", "-X", "POST", "-H", $"Content-Type: {JsonLines}", .. headers, "--data-binary", $"@{file}.packed", $"{doors.Url}api/v1/ingest/s"]);

        Assert.Equal("""{"accepted":2,"rejected":0}""", answer);
        Assert.Equal(["{\"a\":1}", "{\"a\":2}"], (await doors.ReadAsync(2)).Select(record => record.Text));
    }

    private static async Task<(HttpStatusCode Status, string Answer)> PostAsync(
        RunningDoors doors, string path, string type, byte[] bytes, string encoding = "")
    {
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding.Length > 0)
        {
            body.Headers.ContentEncoding.Add(encoding);
        }

        using var answer = await client.PostAsync("/api/v1/ingest/" + path, body, Some.Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Some.Cancel));
    }

    private static byte[] Compress(string encoding, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "gzip" ? new GZipStream(packed, CompressionLevel.SmallestSize) : new CompressionStream(packed))
        {
            packer.Write(bytes);
        }

        return packed.ToArray();
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Some.Cancel);
        await process.WaitForExitAsync(Some.Cancel);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
