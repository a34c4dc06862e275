using Kotwal.Events;
using Kotwal.Lake.Compaction;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.Children;

/// <summary>Lives through a day with each turn: appends, merges, folds, seals, and deletes what is over but for a hold; the test kills it.</summary>
internal static class KeepUntilKilled
{
    public const int EventsPerDay = 10;
    public const int EventsPerBatch = 2;
    public const int Days = 3;

    public static async Task RunAsync(string data)
    {
        var clock = new Clock(Some.Noon);
        await using var store = Open(data, clock);
        for (var day = (int)(store.StoredUpTo(Some.Spool) / EventsPerDay); ; day++)
        {
            clock.Now = Some.Noon.AddDays(day);
            await LiveAsync(store, clock, day);
            await Console.Out.WriteLineAsync($"{day}");
            await Console.Out.FlushAsync(CancellationToken.None);
        }
    }

    public static LakeEventStore Open(string data, TimeProvider clock)
    {
        var options = Some.Options(Path.Combine(data, "lake"));
        options.SealKeyFile = Some.KeyFile(data);
        options.MergeAt = 3;
        options.Classes.Add(new RetentionClassOptions { Name = "standard", Days = Days, BelowLegalMinimum = "A test." });
        return LakeEventStore.Open(options, NullLogger<LakeEventStore>.Instance, clock);
    }

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
    }

    /// <summary>Stores one batch.</summary>
    public static async Task AppendAsync(LakeEventStore store, Clock clock, long from)
    {
        var batch = new EventBatch(Some.Spool);
        for (var position = from; position < from + EventsPerBatch; position++)
        {
            var user = position % 2 == 0 ? "asha" : "ravi";
            Some.Add(batch, position, $"event {position}", clock.Now, opened => opened.Add(Field.Of("user.name"), user));
        }

        await store.AppendAsync(batch, Some.Range(from, from + EventsPerBatch), CancellationToken.None);
    }

    /// <summary>Appends a day's events, as far as they are not there.</summary>
    public static async Task AppendDayAsync(LakeEventStore store, Clock clock, int day)
    {
        for (var from = day * EventsPerDay; from < (day + 1) * EventsPerDay; from += EventsPerBatch)
        {
            // After a kill the day may be there in part.
            if (from >= store.StoredUpTo(Some.Spool))
            {
                await AppendAsync(store, clock, from);
            }
        }
    }

    private static async Task LiveAsync(LakeEventStore store, Clock clock, int day)
    {
        await AppendDayAsync(store, clock, day);
        clock.Advance(TimeSpan.FromDays(1));
        await KeepAsync(store, clock);
    }
}
