using CsCheck;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Tests.Spool;

public sealed class SpoolRecoveryTests
{
    private const int Torn = 1008;
    private const int Damaged = 1007;
    private const int Missing = 1009;
    private const int NoSegments = 1010;
    private const int IdGone = 1012;
    private const int CheckpointGone = 1013;

    private static readonly string First = SegmentHeader.NameOf(0);

    [Fact]
    public async Task A_tail_torn_at_any_byte_leaves_the_whole_records_before_it()
    {
        var (disk, texts) = await WrittenAsync(12);
        var whole = disk[First];
        var boundaries = await BoundariesAsync(disk);

        for (var length = SegmentHeader.Bytes; length < whole.Length; length++)
        {
            disk = CopyOf(disk, whole[..length]);
            var log = new LogList<Collectors.Spool.Spool>();
            await using var spool = Some.Spool(disk, log: log);
            var found = await spool.TextsAsync();

            Assert.Equal(texts.Take(found.Count), found);
            Assert.Equal(Math.Max(boundaries.Count(boundary => boundary <= length) - 2, 0), found.Count);
            Assert.Equal(boundaries.Contains(length) ? 0 : 1, log.Lines.Count(line => line.Id == Torn));
        }
    }

    [Fact]
    public async Task Positions_of_a_torn_tail_are_not_given_out_again()
    {
        var (disk, texts) = await WrittenAsync(5);
        var whole = disk[First];
        disk[First] = whole[..^3];

        await using (var spool = Some.Spool(disk))
        {
            Assert.True(spool.EndPosition > whole.Length - 3);
            Assert.True(await spool.AppendAsync("after") >= whole.Length);
        }

        var log = new LogList<Collectors.Spool.Spool>();
        await using var reopened = Some.Spool(disk, log: log);
        Assert.Equal([.. texts.Take(4), "after"], await reopened.TextsAsync());
        Assert.DoesNotContain(log.Lines, line => line.Id is Torn or Missing or Damaged);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_costs_one_record_at_most_and_is_told()
    {
        var (written, texts) = await WrittenAsync(8);
        var whole = written[First];

        for (var offset = 0; offset < whole.Length; offset++)
        {
            var bytes = whole.ToArray();
            bytes[offset] ^= 0x10;
            var log = new LogList<Collectors.Spool.Spool>();
            await using var spool = Some.Spool(CopyOf(written, bytes), log: log);
            var records = await spool.RecordsAsync();

            var found = records.Select(record => record.Text).ToList();
            var isTold = log.Lines.Any(line => line.Id is Torn or Damaged or 1011);
            Assert.InRange(found.Count, texts.Count - 1, texts.Count);
            Assert.Equal(texts.Where(found.Contains), found);
            Assert.Equal(found.Count < texts.Count || IsLookedAt(offset, records), isTold);
        }

        // Padding between frames is the only thing that nothing is kept in.
        bool IsLookedAt(int offset, List<(string Text, Kotwal.Events.Record Record)> records) => offset < SegmentHeader.Bytes
            || records.Any(record => record.Record.Origin == OriginDirectory.Unknown);
    }

    [Fact]
    public async Task Any_damage_leaves_the_records_it_does_not_touch()
    {
        var (written, texts) = await WrittenAsync(200);
        var whole = written[First];

        await Gen.Select(Gen.Int[SegmentHeader.Bytes, whole.Length - 1], Gen.Int[1, 2000], Gen.Int).SampleAsync(async (offset, length, seed) =>
        {
            var bytes = whole.ToArray();
            var span = bytes.AsSpan(offset, Math.Min(length, bytes.Length - offset));
            new Random(seed).NextBytes(span);
            await using var spool = Some.Spool(CopyOf(written, bytes));
            var found = await spool.TextsAsync();

            var lost = texts.Except(found).Count();
            return texts.Where(found.Contains).SequenceEqual(found) && lost <= 2 + (length / Frame.SizeOf(0));
        });
    }

    [Fact]
    public async Task A_missing_segment_is_told_and_the_others_are_read()
    {
        var disk = new MemoryDisk();
        await using (var spool = Some.Spool(disk, Some.Options(segmentBytes: 4096)))
        {
            for (var i = 0; i < 200; i++)
            {
                await spool.AppendAsync($"record {i}");
            }
        }

        var names = disk.List().Where(name => SegmentHeader.BaseOf(name) is not null).Order().ToList();
        disk.Delete(names[1]);
        var log = new LogList<Collectors.Spool.Spool>();
        await using var reopened = Some.Spool(disk, Some.Options(segmentBytes: 4096), log: log);
        var found = await reopened.TextsAsync();

        var gap = Assert.Single(log.Lines, line => line.Id == Missing).Text;
        Assert.Contains($"from {SegmentHeader.BaseOf(names[1])} to {SegmentHeader.BaseOf(names[2])} ", gap, StringComparison.Ordinal);
        Assert.InRange(found.Count, 100, 180);
        Assert.Equal("record 0", found[0]);
        Assert.Equal("record 199", found[^1]);
    }

    [Fact]
    public async Task A_lost_last_segment_is_told_and_its_positions_up_to_the_checkpoint_are_not_reused()
    {
        var (disk, _) = await WrittenAsync(5);
        long released;
        await using (var spool = Some.Spool(disk))
        {
            released = spool.EndPosition;
            await spool.ReleaseAsync(released, Some.Cancel);
        }

        disk.Delete(First);
        var log = new LogList<Collectors.Spool.Spool>();
        await using var reopened = Some.Spool(disk, log: log);
        var position = await reopened.AppendAsync("after");

        Assert.Single(log.Lines, line => line.Id == NoSegments);
        Assert.True(position >= released);
        Assert.Equal(["after"], await reopened.TextsAsync());
    }

    [Fact]
    public async Task A_lost_id_is_found_again_in_the_segments()
    {
        var (disk, texts) = await WrittenAsync(5);
        Guid id;
        await using (var spool = Some.Spool(disk))
        {
            id = spool.Id;
        }

        disk["id"] = Some.Bytes("?");
        var log = new LogList<Collectors.Spool.Spool>();
        await using var reopened = Some.Spool(disk, log: log);

        Assert.Equal(id, reopened.Id);
        Assert.Equal(texts, await reopened.TextsAsync());
        Assert.Single(log.Lines, line => line.Id == IdGone);
    }

    [Fact]
    public async Task A_damaged_checkpoint_lets_everything_be_read_again()
    {
        var (disk, texts) = await WrittenAsync(5);
        await using (var spool = Some.Spool(disk))
        {
            await spool.ReleaseAsync(spool.EndPosition, Some.Cancel);
        }

        disk[Checkpoint.Name] = Some.Bytes("900 0 0123456789abcdef\n");
        var log = new LogList<Collectors.Spool.Spool>();
        await using var reopened = Some.Spool(disk, log: log);

        Assert.Equal(texts, await reopened.TextsAsync());
        Assert.Single(log.Lines, line => line.Id == CheckpointGone);
    }

    [Fact]
    public async Task Frames_planted_in_a_payload_are_not_taken_for_records()
    {
        var disk = new MemoryDisk();
        await using (var spool = Some.Spool(disk))
        {
            await spool.AppendAsync("one");
        }

        var stolen = disk[First][SegmentHeader.Bytes..];
        await using (var spool = Some.Spool(disk))
        {
            await spool.AppendAsync(Some.Origin, stolen, isTruncated: false, Some.Cancel);
            await spool.AppendAsync("three");
        }

        var second = disk.List().Where(name => SegmentHeader.BaseOf(name) is not null).Order().Last();
        var bytes = disk[second];
        bytes[bytes.AsSpan().LastIndexOf(stolen) - Frame.HeaderBytes] ^= 1;
        disk[second] = bytes;
        await using var reopened = Some.Spool(disk);

        Assert.Equal(["one", "three"], await reopened.TextsAsync());
    }

    private static async Task<(MemoryDisk Disk, List<string> Texts)> WrittenAsync(int records)
    {
        var disk = new MemoryDisk();
        var texts = Enumerable.Range(0, records).Select(i => $"record {i} {new string('.', i * 7 % 50)}").ToList();
        await using var spool = Some.Spool(disk);
        foreach (var text in texts)
        {
            await spool.AppendAsync(text);
        }

        return (disk, texts);
    }

    private static MemoryDisk CopyOf(MemoryDisk disk, byte[] segment) => new() { ["id"] = disk["id"], [First] = segment };

    /// <summary>The ends of the segment's head, of its origin and of each record.</summary>
    private static async Task<List<long>> BoundariesAsync(MemoryDisk disk)
    {
        await using var spool = Some.Spool(CopyOf(disk, disk[First]));
        var positions = (await spool.RecordsAsync()).Select(record => record.Record.Position);
        return [SegmentHeader.Bytes, .. positions, spool.EndPosition];
    }
}
