using Kotwal.Inputs;
using Kotwal.Scanning;

namespace Kotwal.Tests.Scanning;

public sealed class InputReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_not_text_is_told_and_does_not_count_as_read()
    {
        await File.WriteAllBytesAsync(folder["capture.pcap"], [0xD4, 0xC3, 0xB2, 0xA1, 0, 0, 4, 0, 0, 0], Some.Cancel);

        var (reader, records) = await ReadAsync("capture.pcap");

        Assert.Equal((0, 0), (reader.ReadInputs, records));
        Assert.Contains("not text", Assert.Single(reader.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_that_fails_does_not_stop_the_next()
    {
        await File.WriteAllTextAsync(folder["a.gz"], "no gzip at all", Some.Cancel);
        await File.WriteAllTextAsync(folder["b.log"], "one\ntwo\n", Some.Cancel);

        var (reader, records) = await ReadAsync("a.gz", "b.log");

        Assert.Equal((1, 2), (reader.ReadInputs, records));
        Assert.Single(reader.Failures);
        Assert.Equal(8, reader.Bytes);
    }

    private async Task<(InputReader Reader, int Records)> ReadAsync(params string[] names)
    {
        var reader = new InputReader(format: null, timeZone: null, TimeProvider.System);
        var records = 0;
        await foreach (var chunk in reader.ReadAsync([.. names.Select(name => new InputFile(folder[name]))], Some.Cancel))
        {
            records += chunk.Records().Count();
        }

        return (reader, records);
    }
}
