using System.IO.Compression;
using System.Text;
using Kotwal.Inputs;
using Kotwal.Scanning;

namespace Kotwal.Tests.Scanning;

/// <summary>Inputs as people really have them: packed, in another encoding, cut off, or not there.</summary>
public sealed class InputReaderTests : IDisposable
{
    private const string TwoLines = "{\"EventID\":1}\n{\"EventID\":2,\"User\":\"विजय\"}\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kotwal-inputs-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_missing_file_is_told_and_does_not_stop_the_rest()
    {
        var here = Write("here.jsonl", Encoding.UTF8.GetBytes(TwoLines));

        var (records, reader) = await ReadAsync(Path.Combine(folder.FullName, "absent.jsonl"), here);

        Assert.Equal(2, records.Count);
        Assert.Equal(1, reader.ReadInputs);
        Assert.EndsWith("absent.jsonl: no such file or folder.", Assert.Single(reader.Failures));
    }

    [Fact]
    public async Task A_gzip_file_that_breaks_off_says_so()
    {
        var noise = Enumerable.Range(0, 5_000).Select(number => $"{{\"EventID\":{number},\"Hash\":\"{number * 2_654_435_761L:x}\"}}\n");
        var packed = Gzip(Encoding.UTF8.GetBytes(string.Concat(noise)));
        var cut = Write("cut.jsonl.gz", packed[..(packed.Length / 2)]);

        var (records, reader) = await ReadAsync(cut);

        Assert.NotEmpty(records);
        Assert.Equal(0, reader.ReadInputs);
        Assert.Contains("cut.jsonl.gz: after ", Assert.Single(reader.Failures));
    }

    [Fact]
    public async Task A_packed_file_is_unpacked_whatever_its_name_is()
    {
        var packed = Write("no-ending", Gzip(Encoding.UTF8.GetBytes(TwoLines)));

        var (records, _) = await ReadAsync(packed);

        Assert.Equal(TwoLines.Split('\n', StringSplitOptions.RemoveEmptyEntries), records);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Utf16_as_PowerShell_writes_it_is_read(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var wide = Write("wide.jsonl", [.. encoding.GetPreamble(), .. encoding.GetBytes(TwoLines)]);

        var (records, _) = await ReadAsync(wide);

        Assert.Equal(TwoLines.Split('\n', StringSplitOptions.RemoveEmptyEntries), records);
    }

    [Fact]
    public async Task A_small_binary_file_does_not_count_as_read()
    {
        var program = Write("program", [0x7F, (byte)'E', (byte)'L', (byte)'F', 0, 0, 0, 0]);

        var (records, reader) = await ReadAsync(program);

        Assert.Empty(records);
        Assert.Equal(0, reader.ReadInputs);
        Assert.Contains("not text", Assert.Single(reader.Failures));
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    private static async Task<(List<string> Records, InputReader Reader)> ReadAsync(params string[] paths)
    {
        var reader = new InputReader(format: null, timeZone: null, TimeProvider.System);
        var records = new List<string>();
        await foreach (var chunk in reader.ReadAsync(InputFile.Find(paths), TestContext.Current.CancellationToken))
        {
            records.AddRange(chunk.Records().Select(record => Encoding.UTF8.GetString(record.Payload.Span)));
        }

        return (records, reader);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
