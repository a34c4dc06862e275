using System.Diagnostics;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Lake;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.ExpandEvents;

/// <summary>Puts events straight into a lake, as the server's pipeline would, and merges beside it as the server's worker would.</summary>
internal sealed class LakeTarget : IAsyncDisposable
{
    private const int RecordsPerBatch = 20_000;
    private const int BytesPerBatch = 16 * 1024 * 1024;

    private static readonly Guid Spool = new("0190f3a2-0000-7000-8000-00000000e4e4");

    private readonly LaterClock clock = new();
    private readonly LakeEventStore store;
    private readonly EventBatch batch = new(Spool);
    private readonly Dictionary<(string, string), (RecordOrigin Origin, IEventReader Reader)> senders = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task merging;
    private readonly bool merges;
    private readonly Stopwatch appending = new();
    private long position;
    private long batchFrom;

    public LakeTarget(string folder, bool merges)
    {
        store = LakeEventStore.Open(
            new LakeOptions { Folder = folder, ReadInProcess = true }, NullLogger<LakeEventStore>.Instance, clock);
        this.merges = merges;
        position = batchFrom = store.StoredUpTo(Spool);
        merging = merges
            ? Task.Factory.StartNew(() => MergeAsync(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()
            : Task.CompletedTask;
    }

    /// <summary>Time spent in the lake's own append, of all the time that passed.</summary>
    public TimeSpan Appending => appending.Elapsed;

    public async ValueTask AddAsync(string source, string sender, DateTimeOffset time, ReadOnlyMemory<byte> line)
    {
        if (!senders.TryGetValue((source, sender), out var known))
        {
            known = (new RecordOrigin { Source = source, Transport = "http", Sender = sender }, new DetectingReader());
            senders.Add((source, sender), known);
        }

        known.Reader.Read(new Record(line, known.Origin, EventTime.From(time.AddMilliseconds(1)), position, IsTruncated: false), batch);
        position += line.Length + 32;
        if (batch.Count >= RecordsPerBatch || batch.TextBytes >= BytesPerBatch)
        {
            await FlushAsync();
        }
    }

    public async ValueTask FlushAsync()
    {
        appending.Start();
        await store.AppendAsync(batch, new SpoolRange(Spool, batchFrom, position), CancellationToken.None);
        appending.Stop();
        batchFrom = position;
        batch.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await merging;
        foreach (var pause in merges ? new[] { TimeSpan.Zero, TimeSpan.FromHours(1) } : [])
        {
            clock.Later += pause;
            while (await store.MergeOnceAsync(CancellationToken.None))
            {
            }
        }

        await store.DisposeAsync();
        stop.Dispose();
    }

    private async Task MergeAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                while (!cancel.IsCancellationRequested && await store.MergeOnceAsync(cancel))
                {
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What is left to merge is merged when the target is closed.
        }
    }

    /// <summary>A clock that can be put forward, so that days that are over need not be waited for to fall quiet.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Later.TotalSeconds * TimestampFrequency);
    }
}
