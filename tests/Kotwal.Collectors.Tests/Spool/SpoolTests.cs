using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Spool;

public sealed class SpoolTests
{
    [Fact]
    public async Task Records_come_back_as_they_were_given()
    {
        await using var spool = Some.Spool(new MemoryDisk(), clock: new Clock(Some.Time));
        var origin = Some.Origin with { Format = "syslog", TimeZone = "Asia/Kolkata", Attributes = [new("_index", "ward-7")] };

        var position = await spool.AppendAsync(origin, Some.Bytes("<13>héllo\0"), isTruncated: true, Some.Cancel);
        using var batch = await spool.ReadAsync(0, 10, 1 << 20, TimeSpan.Zero, Some.Cancel);

        var record = Assert.Single(batch.Records);
        Assert.Equal(Some.Bytes("<13>héllo\0"), record.Payload.ToArray());
        Assert.Equal(origin with { Attributes = [] }, record.Origin with { Attributes = [] });
        Assert.Equal(origin.Attributes, record.Origin.Attributes);
        Assert.Equal(EventTime.From(Some.Time), record.ReceivedAt);
        Assert.Equal(position, record.Position);
        Assert.True(record.IsTruncated);
        Assert.Equal(spool.EndPosition, batch.Next);
    }

    [Fact]
    public async Task An_append_completes_only_when_it_is_flushed()
    {
        var disk = new MemoryDisk();
        await using var spool = Some.Spool(disk);
        disk.FlushesPass.Reset();

        var append = spool.AppendAsync("one").AsTask();
        await disk.FlushBegan.WaitAsync(Some.Cancel);
        await disk.FlushBegan.WaitAsync(Some.Cancel);
        var wasComplete = append.IsCompleted;
        var seen = await spool.TextsAsync();
        disk.FlushesPass.Set();
        await append;

        Assert.False(wasComplete);
        Assert.Empty(seen);
        Assert.Equal(["one"], await spool.TextsAsync());
    }

    [Fact]
    public async Task Appends_that_wait_share_one_flush()
    {
        var disk = new MemoryDisk();
        await using var spool = Some.Spool(disk, Some.Options(segmentBytes: 1 << 20));
        await spool.AppendAsync("first");
        disk.FlushesPass.Reset();
        var before = disk.FileFlushes;

        var appends = Enumerable.Range(0, 500).Select(i => spool.AppendAsync($"{i}").AsTask()).ToList();
        disk.FlushesPass.Set();
        await Task.WhenAll(appends);

        Assert.InRange(disk.FileFlushes - before, 1, 2);
        Assert.Equal(501, (await spool.TextsAsync()).Count);
    }

    [Fact]
    public async Task A_reader_waits_for_the_first_record()
    {
        await using var spool = Some.Spool(new MemoryDisk());

        var reading = spool.ReadAsync(0, 10, 1000, TimeSpan.FromMinutes(5), Some.Cancel).AsTask();
        await spool.AppendAsync("late");
        using var batch = await reading;

        Assert.Single(batch.Records);
    }

    [Fact]
    public async Task A_reader_that_waited_in_vain_gets_an_empty_batch()
    {
        await using var spool = Some.Spool(new MemoryDisk());

        using var batch = await spool.ReadAsync(0, 10, 1000, TimeSpan.FromMilliseconds(1), Some.Cancel);

        Assert.Empty(batch.Records);
        Assert.Equal(0, batch.Next);
    }

    [Fact]
    public async Task Several_readers_go_on_from_where_each_of_them_is()
    {
        await using var spool = Some.Spool(new MemoryDisk(), Some.Options(segmentBytes: 4096));
        var texts = Enumerable.Range(0, 300).Select(i => $"record {i}").ToList();
        foreach (var text in texts)
        {
            await spool.AppendAsync(text);
        }

        var readers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => spool.TextsAsync()));

        Assert.All(readers, read => Assert.Equal(texts, read));
    }

    [Fact]
    public async Task A_record_larger_than_asked_for_is_given_all_the_same()
    {
        await using var spool = Some.Spool(new MemoryDisk());
        var large = new byte[3_000_000];
        Random.Shared.NextBytes(large);
        await spool.AppendAsync(Some.Origin, large, isTruncated: false, Some.Cancel);
        await spool.AppendAsync("small");

        using var first = await spool.ReadAsync(0, 10, 100, TimeSpan.Zero, Some.Cancel);
        using var second = await spool.ReadAsync(first.Next, 10, 100, TimeSpan.Zero, Some.Cancel);

        Assert.Equal(large, Assert.Single(first.Records).Payload.ToArray());
        Assert.Equal("small"u8, Assert.Single(second.Records).Payload.Span);
    }

    [Fact]
    public async Task More_origins_than_the_table_holds_come_back_right()
    {
        await using var spool = Some.Spool(new MemoryDisk(), Some.Options(segmentBytes: 8 << 20));
        var senders = Enumerable.Range(0, OriginTable.Capacity + 500).Concat(Enumerable.Range(0, 900)).Select(i => $"sender {i}").ToList();

        foreach (var sender in senders)
        {
            Assert.True(spool.TryAppend(Some.OriginOf(sender), Some.Bytes(sender), isTruncated: false));
        }

        await spool.AppendAsync("last");
        var records = await spool.RecordsAsync();
        Assert.Equal(senders, records.SkipLast(1).Select(record => record.Text));
        Assert.Equal(senders, records.SkipLast(1).Select(record => record.Record.Origin.Sender));
    }

    [Fact]
    public async Task Released_segments_are_deleted_and_stay_released()
    {
        using var folder = new TemporaryFolder();
        long released;
        await using (var spool = Some.Spool(folder.Path, segmentBytes: 4096))
        {
            for (var i = 0; i < 200; i++)
            {
                released = await spool.AppendAsync($"record {i}");
            }

            released = (await spool.RecordsAsync())[150].Record.Position;
            await spool.ReleaseAsync(released, Some.Cancel);
        }

        await using var reopened = Some.Spool(folder.Path, segmentBytes: 4096);
        Assert.Equal(released, reopened.ReleasedPosition);
        Assert.Equal(Enumerable.Range(150, 50).Select(i => $"record {i}"), await reopened.TextsAsync());
        Assert.DoesNotContain(SegmentHeader.NameOf(0), Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_full_spool_makes_appenders_wait_and_refuses_datagrams_until_something_is_released()
    {
        var options = Some.Options(segmentBytes: 4096);
        options.MaxBytes = 16384;
        await using var spool = Some.Spool(new MemoryDisk(), options);
        var appended = 0;
        Task<long> stuck;
        while (true)
        {
            stuck = spool.AppendAsync(new string('x', 1000)).AsTask();
            await Until.TrueAsync(() => stuck.IsCompleted || spool.IsFull);

            if (spool.IsFull)
            {
                break;
            }

            appended++;
        }

        var refused = spool.TryAppend(Some.Origin, "x"u8, isTruncated: false);
        await spool.ReleaseAsync(spool.EndPosition, Some.Cancel);
        await stuck;

        Assert.InRange(appended, 8, 16);
        Assert.False(refused);
        Assert.True(spool.TryAppend(Some.Origin, "x"u8, isTruncated: false));
    }

    [Fact]
    public async Task An_appender_may_give_up_waiting_for_a_full_spool()
    {
        var options = Some.Options(segmentBytes: 4096);
        options.MaxBytes = 16384;
        await using var spool = Some.Spool(new MemoryDisk(), options);
        using var impatience = new CancellationTokenSource();
        var appends = Enumerable.Range(0, 20).Select(i =>
            spool.AppendAsync(Some.Origin, new byte[1000], isTruncated: false, impatience.Token).AsTask()).ToList();
        await Until.TrueAsync(() => spool.IsFull);

        await impatience.CancelAsync();
        var outcomes = await Task.WhenAll(appends.Select(async append =>
        {
            await Task.WhenAny(append);
            return append.IsCanceled;
        }));
        await spool.ReleaseAsync(spool.EndPosition, Some.Cancel);
        await spool.AppendAsync("after");

        Assert.Contains(true, outcomes);
        Assert.Equal(["after"], await spool.TextsAsync());
    }

    [Fact]
    public async Task The_waiting_queue_is_bounded()
    {
        var disk = new MemoryDisk();
        var options = Some.Options();
        options.MaxWaitingRecords = 10;
        await using var spool = Some.Spool(disk, options);
        await spool.AppendAsync("first");
        disk.FlushesPass.Reset();
        while (disk.FlushBegan.Wait(0, Some.Cancel))
        {
        }

        spool.TryAppend(Some.Origin, "being written"u8, isTruncated: false);
        await disk.FlushBegan.WaitAsync(Some.Cancel);
        var taken = Enumerable.Range(0, 100).Count(_ => spool.TryAppend(Some.Origin, "x"u8, isTruncated: false));
        disk.FlushesPass.Set();

        Assert.Equal(10, taken);
    }

    [Fact]
    public async Task Receive_times_never_go_back_not_even_over_a_restart()
    {
        var disk = new MemoryDisk();
        var clock = new Clock(Some.Time);
        var log = new LogList<Collectors.Spool.Spool>();
        await using (var spool = Some.Spool(disk, clock: clock, log: log))
        {
            await spool.AppendAsync("one");
            clock.Now -= TimeSpan.FromHours(1);
            await spool.AppendAsync("two");
            await spool.AppendAsync("three");
        }

        await using var reopened = Some.Spool(disk, clock: clock);
        await reopened.AppendAsync("four");
        clock.Now = Some.Time.AddSeconds(1);
        await reopened.AppendAsync("five");

        var times = (await reopened.RecordsAsync()).Select(record => record.Record.ReceivedAt.ToDateTimeOffset());
        Assert.Equal([Some.Time, Some.Time, Some.Time, Some.Time, Some.Time.AddSeconds(1)], times);
        Assert.Single(log.Lines, line => line.Id == 1001);
    }

    [Fact]
    public async Task A_second_process_is_kept_out()
    {
        using var folder = new TemporaryFolder();
        await using var spool = Some.Spool(folder.Path);

        var refusal = Assert.Throws<IOException>(() => Some.Spool(folder.Path));

        Assert.Contains("another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_at_once()
    {
        await using var spool = Some.Spool(new MemoryDisk());
        var longOrigin = Some.OriginOf(new string('x', OriginCodec.MaxBytes));

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await spool.AppendAsync(Some.Origin, new byte[Collectors.Spool.Spool.MaxRecordBytes + 1], isTruncated: false, Some.Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await spool.AppendAsync(longOrigin, new byte[1], isTruncated: false, Some.Cancel));
    }
}
