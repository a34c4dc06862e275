using System.Text;
using System.Text.Json;
using CsCheck;
using Kotwal.Events.Framing;

namespace Kotwal.Events.Tests.Framing;

public sealed class RecordFramerTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonSerializerOptions Compact = new();

    [Theory]
    [InlineData("", "")]
    [InlineData("\n\r\n\n", "")]
    [InlineData("one\ntwo\r\nthree", "0:one|4:two|9:three")]
    [InlineData("\uFEFFone\n  two \n", "3:one|7:  two ")]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "0:{\"a\":1}|8:{\"a\":2}")]
    [InlineData("{\"a\":1}{\"a\":2} {\"a\":3}", "0:{\"a\":1}|7:{\"a\":2}|15:{\"a\":3}")]
    [InlineData("[{\"a\":1},{\"a\":2}]", "1:{\"a\":1}|9:{\"a\":2}")]
    [InlineData("[\n  {\"a\":1},\n  {\"a\":[2]}\n]\n", "4:{\"a\":1}|15:{\"a\":[2]}")]
    [InlineData("[]\n{\"a\":1}", "3:{\"a\":1}")]
    [InlineData("{\n  \"a\": {\n    \"b\": 1\n  }\n}\n{\n  \"a\": 2\n}\n", "0:{\n  \"a\": {\n    \"b\": 1\n  }\n}|28:{\n  \"a\": 2\n}")]
    [InlineData("{\"a\":\"}{\"}\n{\"b\":\"\\\"}\"}", "0:{\"a\":\"}{\"}|11:{\"b\":\"\\\"}\"}")]
    [InlineData("{\"a\":1}\nplain text\n{\"a\":2}", "0:{\"a\":1}|8:plain text|19:{\"a\":2}")]
    [InlineData("{\"a\":\"cut\n{\"a\":2}\n", "0:{\"a\":\"cut|10:{\"a\":2}")]
    [InlineData("{\"a\":{\"b\":1\n{\"a\":2}\n", "0:{\"a\":{\"b\":1|12:{\"a\":2}")]
    [InlineData("{\"a\":1},\n{\"a\":2},\n", "0:{\"a\":1}|9:{\"a\":2}")]
    [InlineData("{not json\nnext\n", "0:{not json|10:next")]
    [InlineData("[2024-05-01] text\n[next]\n", "0:[2024-05-01] text|18:[next]")]
    [InlineData("{\"a\":1", "0:{\"a\":1")]
    [InlineData("{\"a\":1}}\n{\"a\":2}\n", "0:{\"a\":1}}|9:{\"a\":2}")]
    public async Task Records_are_told_apart(string stream, string expected)
    {
        foreach (var step in (int[])[1, 2, 3, 7, 1000])
        {
            Assert.Equal(expected, await FrameAsync(Encoding.UTF8.GetBytes(stream), step));
        }
    }

    [Fact]
    public async Task Lines_stay_lines_when_asked_for() =>
        Assert.Equal("0:{|2:\"a\": 1|9:}", await FrameAsync("{\n\"a\": 1\n}\n"u8.ToArray(), 100, RecordFraming.Lines));

    [Fact]
    public async Task A_line_beyond_the_bound_is_cut_and_the_next_is_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(new string('x', 500_000) + "\nnext");

        using var framer = new RecordFramer(new MemoryStream(bytes), maxRecordBytes: 2048);
        Assert.True(await framer.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2048, framer.Payload.Length);
        Assert.True(framer.IsTruncated);
        Assert.Equal(0, framer.Position);
        Assert.True(await framer.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal("next", Encoding.UTF8.GetString(framer.Payload.Span));
        Assert.False(framer.IsTruncated);
        Assert.Equal(500_001, framer.Position);
        Assert.False(await framer.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(bytes.Length, framer.TotalBytes);
    }

    [Fact]
    public async Task A_document_beyond_the_bound_is_cut_and_its_array_goes_on()
    {
        var bytes = Encoding.UTF8.GetBytes("[{\"a\":\"" + new string('x', 300_000) + "\"},{\"b\":1}]");

        using var framer = new RecordFramer(new MemoryStream(bytes), maxRecordBytes: 1024);
        Assert.True(await framer.ReadAsync(TestContext.Current.CancellationToken));
        Assert.True(framer.IsTruncated);
        Assert.True(await framer.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal("{\"b\":1}", Encoding.UTF8.GetString(framer.Payload.Span));
        Assert.Equal(300_010, framer.Position);
    }

    [Fact]
    public async Task Any_documents_come_back_whole_however_they_are_laid_out() =>
        await Gen.Select(
            Gen.Select(Gen.Char["ab\"\\{}[],\n"].Array[0, 8], Gen.Int[0, 9]).Array[1, 6],
            Gen.OneOf("\n", "\r\n", "", " ", "\n\n"),
            Gen.Bool,
            Gen.Int[1, 40]).SampleAsync(async (values, between, isIndented, step) =>
        {
            var documents = values.Select(value => JsonSerializer.Serialize(
                new { text = new string(value.Item1), list = new[] { new { n = value.Item2 } } }, isIndented ? Indented : Compact));
            var bytes = Encoding.UTF8.GetBytes(string.Join(between, documents));

            var framed = await FrameAsync(bytes, step);

            Assert.Equal(string.Join("|", documents), string.Join("|", framed.Split('|').Select(part => part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..])));
        }, iter: 500);

    [Fact]
    public async Task Any_bytes_are_framed_without_end_or_loss_of_place() =>
        await Gen.Select(Gen.OneOf((byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)'"', (byte)'\\', (byte)'\n', (byte)',', (byte)' ', (byte)'a').Array[0, 60], Gen.Int[1, 9]).SampleAsync(async (bytes, step) =>
        {
            var position = -1L;
            using var framer = new RecordFramer(new SlowStream(bytes, step));
            while (await framer.ReadAsync(CancellationToken.None))
            {
                Assert.True(framer.Position > position);
                Assert.True(bytes.AsSpan((int)framer.Position).StartsWith(framer.Payload.Span));
                position = framer.Position;
            }

            Assert.Equal(bytes.Length, framer.TotalBytes);
        }, iter: 3000);

    private static async Task<string> FrameAsync(byte[] bytes, int step, RecordFraming framing = RecordFraming.Detect)
    {
        using var framer = new RecordFramer(new SlowStream(bytes, step), framing);
        var parts = new List<string>();
        while (await framer.ReadAsync(TestContext.Current.CancellationToken))
        {
            parts.Add(framer.Position + ":" + Encoding.UTF8.GetString(framer.Payload.Span));
        }

        return string.Join("|", parts);
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class SlowStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
