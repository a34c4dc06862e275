using Kotwal.Testing;

namespace Kotwal.Collectors.Tests;

/// <summary>What every door promises.</summary>
public abstract class DoorContract
{
    /// <summary>The source's name, the kind of door and the most bytes that it keeps of one record.</summary>
    private protected abstract (string Source, string Kind, int MaxBytes) Door { get; }

    private protected virtual (string Key, string Value)[] Settings => [];

    private protected abstract Task SendAsync(RunningDoors doors, IReadOnlyList<string> records);

    [Fact]
    public async Task Records_are_kept_as_they_were_sent_and_named_by_their_door()
    {
        await using var doors = await RunningDoors.StartAsync(Settings);
        var sent = Enumerable.Range(0, 50).Select(i => $"<13>{{\"number\":{i},\"text\":\"कोतवाल \u0001\"}}").ToList();

        await SendAsync(doors, sent);
        var kept = await doors.ReadAsync(sent.Count);

        Assert.Equal(sent, kept.Select(record => record.Text));
        Assert.All(kept, record => Assert.Equal((Door.Source, Door.Kind), (record.Origin.Source, record.Origin.Transport)));
        Assert.All(kept, record => Assert.NotNull(record.Origin.Sender));
        Assert.DoesNotContain(kept, record => record.IsTruncated);
    }

    [Fact]
    public async Task The_accounts_close()
    {
        await using var doors = await RunningDoors.StartAsync(Settings);

        await SendAsync(doors, ["<13>one", "<13>two", "<13>" + new string('x', Door.MaxBytes)]);
        await doors.ReadAsync(3);
        await Until.TrueAsync(() => doors.CountsOf(Door.Source, Door.Kind).Accepted == 3);

        var counts = doors.CountsOf(Door.Source, Door.Kind);
        Assert.Equal(counts.Received, counts.Accepted + counts.Dropped + counts.Rejected.Values.Sum());
        Assert.Equal(3, counts.Received);
        Assert.Equal(1, counts.Truncated);
        Assert.Equal(14 + Door.MaxBytes, counts.Bytes);
        Assert.NotNull(counts.LastReceivedAt);
    }

    [Fact]
    public async Task A_record_that_is_too_long_is_cut_and_flagged_and_the_next_one_is_whole()
    {
        await using var doors = await RunningDoors.StartAsync(Settings);
        var longest = "<13>" + new string('y', Door.MaxBytes - 4);

        await SendAsync(doors, [longest, longest + "z", "<13>next"]);
        var kept = await doors.ReadAsync(3);

        Assert.Equal([longest, longest, "<13>next"], kept.Select(record => record.Text));
        Assert.Equal([false, true, false], kept.Select(record => record.IsTruncated));
    }
}
