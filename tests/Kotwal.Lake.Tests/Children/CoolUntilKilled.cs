using Kotwal.Lake.Compaction;
using Kotwal.Lake.Seals;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.Children;

/// <summary>Lives through a day with each turn: appends, seals, moves what is a day old into the cold store, and deletes what is over; the test kills it.</summary>
internal static class CoolUntilKilled
{
    private const int Days = 4;

    public static void Prepare(string data)
    {
        Directory.CreateDirectory(Path.Combine(data, "cold"));
        File.WriteAllText(Path.Combine(data, "master.key"), new string('b', 64));
    }

    public static async Task RunAsync(string data)
    {
        var clock = new Clock(Some.Noon);
        await using var store = Open(data, clock);
        for (var day = (int)(store.StoredUpTo(Some.Spool) / KeepUntilKilled.EventsPerDay); ; day++)
        {
            clock.Now = Some.Noon.AddDays(day);
            await KeepUntilKilled.AppendDayAsync(store, clock, day);
            clock.Advance(TimeSpan.FromDays(1));
            await KeepAsync(store, clock);
            await Console.Out.WriteLineAsync($"{day}");
            await Console.Out.FlushAsync(CancellationToken.None);
        }
    }

    public static LakeEventStore Open(string data, TimeProvider clock) => LakeEventStore.Open(Options(data), NullLogger<LakeEventStore>.Instance, clock);

    public static Task<LakeVerdict> VerifyAsync(string data) =>
        LakeVerifier.VerifyAsync(Path.Combine(data, "lake"), Options(data).Cold, ColdDepth.Bytes, [Some.KeyFile(data)], [], CancellationToken.None);

    /// <summary>Does all that is due.</summary>
    public static async Task KeepAsync(LakeEventStore store, Clock clock)
    {
        for (var look = 0; look < 2; look++)
        {
            while (await store.MergeOnceAsync(CancellationToken.None))
            {
            }

            clock.Advance(SegmentMerger.QuietTime);
        }

        foreach (var due in store.Due())
        {
            await store.ExpireAsync(due, CancellationToken.None);
        }

        while (await store.CoolOnceAsync(CancellationToken.None) is not null)
        {
        }

        await store.SweepColdAsync(CancellationToken.None);
    }

    /// <summary>All that is not over is there once, and the cold store holds what the manifest lists and nothing else.</summary>
    public static async Task AssertWholeAsync(LakeEventStore store, string data, long storedUpTo, Clock clock)
    {
        var found = await store.QueryAsync(Some.Hunt("| project event.original"), VisibleEvents.All, QueryLimits.CommandLine, CancellationToken.None);
        var expected = Enumerable.Range(0, (int)storedUpTo)
            .Where(position => clock.Now.Date - Some.Noon.AddDays(position / KeepUntilKilled.EventsPerDay).Date <= TimeSpan.FromDays(Days))
            .Select(position => $"event {position}").Order();
        Assert.Equal(expected, found.Rows.Select(row => (string)row[0]!).Order());
        var listed = store.Manifest.All().Where(segment => segment.Cold is not null).SelectMany(segment => new[] { segment.Cold!.Object, segment.Cold.Object + ".key" });
        var there = Directory.GetFiles(Path.Combine(data, "cold"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(data, "cold"), path)).Where(path => path != "kotwal-cold.json");
        Assert.Equal(listed.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        Assert.Equal(
            store.Manifest.All().Where(segment => segment.Cold is null).Select(segment => segment.Path).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(data, "lake"), "*.parquet", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Combine(data, "lake"), path))
                .Where(path => path.StartsWith("day=", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static LakeOptions Options(string data)
    {
        var options = Some.Options(Path.Combine(data, "lake"));
        options.SealKeyFile = Some.KeyFile(data);
        options.MergeAt = 3;
        options.Classes.Add(new RetentionClassOptions { Name = "standard", Days = Days, BelowLegalMinimum = "A test." });
        options.Cold.Folder = Path.Combine(data, "cold");
        options.Cold.AfterDays = 1;
        options.Cold.Keys.Add("file:" + Path.Combine(data, "master.key"));
        return options;
    }
}
