using System.IO.Compression;
using System.Net.Http.Headers;

namespace Kotwal.Collectors.Tests;

/// <summary>What hostile senders cost in memory. Nothing else runs beside, for the whole process is measured.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const string Message = "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 - text";

    [Theory]
    [InlineData("")]
    [InlineData("104857600 ")]
    public async Task A_message_of_100_megabytes_costs_little_memory(string count)
    {
        await using var doors = await RunningDoors.StartAsync();
        await using var stream = await doors.ConnectAsync();
        var piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)'x');
        "<13>"u8.CopyTo(piece);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await stream.WriteAsync(Some.Bytes(count), Some.Cancel);
        for (var i = 0; i < 100; i++)
        {
            await stream.WriteAsync(piece, Some.Cancel);
        }

        await stream.WriteAsync(Some.Bytes("\n" + Message + "\n"), Some.Cancel);
        var kept = await doors.ReadAsync(2);
        var after = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal((1 << 20, true), (kept[0].Text.Length, kept[0].IsTruncated));
        Assert.Equal((Message, false), (kept[1].Text, kept[1].IsTruncated));
        Assert.InRange(after - before, 0, 24 << 20);
    }

    [Fact]
    public async Task A_bomb_that_never_ends_its_line_costs_little_memory()
    {
        await using var doors = await RunningDoors.StartAsync(("Http:MaxCompressionRatio", "100000"));
        using var client = new HttpClient { BaseAddress = doors.Url };
        using var body = new ByteArrayContent(Bomb(400));
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        body.Headers.ContentEncoding.Add("gzip");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        (await client.PostAsync("/api/v1/ingest/s", body, Some.Cancel)).EnsureSuccessStatusCode();
        var kept = Assert.Single(await doors.ReadAsync(1));
        var after = GC.GetTotalAllocatedBytes(precise: true);

        Assert.Equal((1 << 20, true), (kept.Text.Length, kept.IsTruncated));
        Assert.InRange(after - before, 0, 24 << 20);
    }

    private static byte[] Bomb(int megabytes)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            var piece = new byte[1 << 20];
            for (var i = 0; i < megabytes; i++)
            {
                packer.Write(piece);
            }
        }

        return packed.ToArray();
    }
}

/// <summary>Tests that run while no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
