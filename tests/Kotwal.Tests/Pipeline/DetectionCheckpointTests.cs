using System.IO.Hashing;
using Kotwal.Detection;
using Kotwal.Events.Alerts;
using Kotwal.Pipeline;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Pipeline;

public sealed class DetectionCheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["detection.state"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_saved_comes_back_with_its_position()
    {
        Save(position: 4711);
        var detection = Some.Detection();

        var position = await Checkpoint().RestoreAsync(Some.Spool, detection, Readers(), Some.Cancel);

        Assert.Equal(4711, position);
        Assert.True(RemembersHalf(detection));
    }

    [Fact]
    public async Task Without_a_file_detection_begins_anew()
    {
        Assert.Equal(0, await Checkpoint().RestoreAsync(Some.Spool, Some.Detection(), Readers(), Some.Cancel));
    }

    [Fact]
    public async Task The_state_of_another_spool_is_not_taken()
    {
        Save(position: 4711);
        var detection = Some.Detection();

        var position = await Checkpoint().RestoreAsync(Guid.Empty, detection, Readers(), Some.Cancel);

        Assert.Equal(0, position);
        Assert.False(RemembersHalf(detection));
    }

    [Fact]
    public async Task Damage_anywhere_is_seen()
    {
        Save(position: 4711);
        var whole = await File.ReadAllBytesAsync(Path, Some.Cancel);

        for (var place = 0; place < whole.Length; place++)
        {
            var damaged = whole.ToArray();
            damaged[place] ^= 0x10;
            await File.WriteAllBytesAsync(Path, damaged, Some.Cancel);

            Assert.Equal(0, await Checkpoint().RestoreAsync(Some.Spool, Some.Detection(), Readers(), Some.Cancel));
        }
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_seen()
    {
        Save(position: 4711);
        var whole = await File.ReadAllBytesAsync(Path, Some.Cancel);

        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(Path, whole[..length], Some.Cancel);

            Assert.Equal(0, await Checkpoint().RestoreAsync(Some.Spool, Some.Detection(), Readers(), Some.Cancel));
        }
    }

    [Fact]
    public async Task A_file_of_the_version_before_gives_detection_what_it_knew()
    {
        var known = Some.Detection();
        known.Detect(Some.Events("part")[0], []);
        await File.WriteAllBytesAsync(Path, OfVersionOne(position: 4711, known.Snapshot()), Some.Cancel);
        var detection = Some.Detection();

        var position = await Checkpoint().RestoreAsync(Some.Spool, detection, Readers(), Some.Cancel);

        Assert.Equal(4711, position);
        Assert.True(RemembersHalf(detection));
    }

    // docs/formats/detection-state.md, as it was before readers had a part in it.
    private static byte[] OfVersionOne(long position, byte[] snapshot)
    {
        byte[] head = [.. BitConverter.GetBytes(0x4B444331), .. Some.Spool.ToByteArray(), .. BitConverter.GetBytes(position)];
        var hash = XxHash64.HashToUInt64([.. head, .. snapshot]);
        return [.. head, .. BitConverter.GetBytes(hash), .. snapshot];
    }

    private static SenderReaders Readers() => new(capacity: 8);

    private DetectionCheckpoint Checkpoint() => new(Path, NullLogger<DetectionCheckpoint>.Instance);

    private void Save(long position)
    {
        var detection = Some.Detection();
        detection.Detect(Some.Events("part")[0], []);
        Checkpoint().Save(Some.Spool, position, detection, Readers());
    }

    // One of two parts was seen before the state was saved; the second completes the correlation.
    private static bool RemembersHalf(DetectionEngine detection)
    {
        var alerts = new List<Alert>();
        detection.Detect(Some.Events("go", "part")[1], alerts);
        return alerts.Exists(alert => alert.RuleId == "parts");
    }
}
