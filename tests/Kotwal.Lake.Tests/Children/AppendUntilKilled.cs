using System.Threading.Channels;

namespace Kotwal.Lake.Tests.Children;

/// <summary>Appends and merges without end, and says on standard output how far it has come; the test kills it.</summary>
internal static class AppendUntilKilled
{
    public const int EventsPerBatch = 20;

    public static async Task RunAsync(string folder)
    {
        await using var store = LakeEventStore.Open(
            new LakeOptions { Folder = folder, ReadInProcess = true, MergeAt = 3 },
            Microsoft.Extensions.Logging.Abstractions.NullLogger<LakeEventStore>.Instance,
            TimeProvider.System);
        var appended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var merging = Task.Factory.StartNew(
            () => MergeAsync(store, appended.Reader), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
        for (var from = store.StoredUpTo(Some.Spool); !merging.IsFaulted; from += EventsPerBatch)
        {
            // Two days in each batch, so that a batch is two files and one swap.
            var batch = new Kotwal.Events.EventBatch(Some.Spool);
            for (var number = 0; number < EventsPerBatch; number++)
            {
                Some.Add(batch, from + number, $"event {from + number}", Some.Noon.AddDays(number % 2));
            }

            await store.AppendAsync(batch, Some.Range(from, from + EventsPerBatch), CancellationToken.None);
            appended.Writer.TryWrite(true);
            await Console.Out.WriteLineAsync($"{from + EventsPerBatch}");
            await Console.Out.FlushAsync(CancellationToken.None);
        }

        await merging;
    }

    private static async Task MergeAsync(LakeEventStore store, ChannelReader<bool> appended)
    {
        while (await appended.WaitToReadAsync(CancellationToken.None))
        {
            appended.TryRead(out _);
            while (await store.MergeOnceAsync(CancellationToken.None))
            {
            }
        }
    }
}
