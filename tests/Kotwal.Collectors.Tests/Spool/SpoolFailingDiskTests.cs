namespace Kotwal.Collectors.Tests.Spool;

public sealed class SpoolFailingDiskTests
{
    private const int Records = 30;

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(29)]
    public async Task A_disk_that_fails_at_every_nth_call_loses_and_doubles_nothing(int n)
    {
        var disk = new MemoryDisk();
        var options = Some.Options(segmentBytes: 4096);
        await using (var spool = Some.Spool(disk, options))
        {
            disk.Fails = call => call % n == 0;
            for (var i = 0; i < Records; i++)
            {
                await RetriedAsync(() => spool.AppendAsync($"record {i}").AsTask());
            }

            disk.Fails = _ => false;
        }

        await using var reopened = Some.Spool(disk, options);
        Assert.Equal(Enumerable.Range(0, Records).Select(i => $"record {i}"), await reopened.TextsAsync());
    }

    [Fact]
    public async Task A_loss_of_power_after_any_call_keeps_what_was_acknowledged()
    {
        for (var lastCall = 1; ; lastCall++)
        {
            var disk = new MemoryDisk();
            var acknowledged = await AppendUntilFailureAsync(disk, lastCall);
            await using var survivor = Some.Spool(disk.AfterLossOfPower(), Some.Options(segmentBytes: 4096));
            var found = await survivor.TextsAsync();

            Assert.Equal(acknowledged, found.Take(acknowledged.Count));
            Assert.InRange(found.Count, acknowledged.Count, acknowledged.Count + 1);
            if (acknowledged.Count == Records)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_disk_that_is_full_fails_appends_keeps_datagrams_and_recovers_when_there_is_space()
    {
        var disk = new MemoryDisk();
        var log = new LogList<Collectors.Spool.Spool>();
        await using var spool = Some.Spool(disk, log: log);
        await spool.AppendAsync("before");
        disk.Fails = _ => true;

        await Assert.ThrowsAsync<IOException>(async () => await spool.AppendAsync("refused"));
        Assert.True(spool.TryAppend(Some.Origin, "datagram"u8, isTruncated: false));
        await Assert.ThrowsAsync<IOException>(async () => await spool.AppendAsync("refused again"));
        disk.Fails = _ => false;
        await spool.AppendAsync("after");

        Assert.Equal(["before", "datagram", "after"], await spool.TextsAsync());
        Assert.Single(log.Lines, line => line.Id == 1002);
        Assert.Single(log.Lines, line => line.Id == 1003);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_is_told_to_the_caller_and_may_be_tried_again()
    {
        var disk = new MemoryDisk();
        await using var spool = Some.Spool(disk);
        await spool.AppendAsync("one");
        disk.Fails = _ => true;

        await Assert.ThrowsAsync<IOException>(async () => await spool.ReleaseAsync(spool.EndPosition, Some.Cancel));
        var released = spool.ReleasedPosition;
        disk.Fails = _ => false;
        await spool.ReleaseAsync(spool.EndPosition, Some.Cancel);

        Assert.Equal(0, released);
        Assert.Equal(spool.EndPosition, spool.ReleasedPosition);
    }

    private static async Task<List<string>> AppendUntilFailureAsync(MemoryDisk disk, int lastCall)
    {
        var acknowledged = new List<string>();
        disk.Fails = call => call > lastCall;
        try
        {
            await using var spool = Some.Spool(disk, Some.Options(segmentBytes: 4096));
            for (var i = 0; i < Records; i++)
            {
                await spool.AppendAsync($"record {i}");
                acknowledged.Add($"record {i}");
            }
        }
        catch (IOException)
        {
            Assert.True(disk.Calls > lastCall);
        }

        return acknowledged;
    }

    private static async Task RetriedAsync(Func<Task> append)
    {
        while (true)
        {
            try
            {
                await append();
                return;
            }
            catch (IOException failure)
            {
                Assert.Contains("cannot write", failure.Message, StringComparison.Ordinal);
            }
        }
    }
}
