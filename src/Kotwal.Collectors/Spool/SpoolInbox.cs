namespace Kotwal.Collectors.Spool;

/// <summary>The bounded queue between the doors and the writer. Safe for many appenders and one writer.</summary>
internal sealed class SpoolInbox(int maxRecords, long maxBytes, ReceiveClock clock)
{
    private readonly object gate = new();
    private readonly Queue<PendingAppend> waiting = new();
    private int records;
    private long bytes;
    private bool isClosed;
    private TaskCompletionSource? space;

    public bool IsClosed
    {
        get
        {
            lock (gate)
            {
                return isClosed;
            }
        }
    }

    /// <summary>Newest receive time that was given, in nanoseconds since 1970.</summary>
    public long LastReceivedAt
    {
        get
        {
            lock (gate)
            {
                return clock.Last;
            }
        }
    }

    /// <summary>Takes the append in, or tells that there is no space.</summary>
    /// <exception cref="ObjectDisposedException">The spool is closed.</exception>
    public bool TryAdd(PendingAppend append)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(Spool));

            // What is larger than the whole bound still gets in, alone.
            if (records > 0 && (records + append.Count > maxRecords || bytes + append.Bytes > maxBytes))
            {
                return false;
            }

            append.ReceivedAt = clock.Stamp();
            waiting.Enqueue(append);
            records += append.Count;
            bytes += append.Bytes;
            if (waiting.Count == 1)
            {
                Monitor.PulseAll(gate);
            }

            return true;
        }
    }

    /// <summary>Takes the append in as soon as there is space.</summary>
    public async ValueTask AddAsync(PendingAppend append, CancellationToken cancel)
    {
        while (!TryAdd(append))
        {
            Task freed;
            lock (gate)
            {
                // Space may have come between the two looks; then the writer has nothing left to wake us with.
                freed = waiting.Count == 0
                    ? Task.CompletedTask
                    : (space ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await freed.WaitAsync(cancel);
        }
    }

    /// <summary>
    /// Moves what waits into the batch, up to about <paramref name="batchBytes"/>. Waits for the first append unless the batch
    /// holds something already. False when the inbox is closed and empty.
    /// </summary>
    public bool Take(List<PendingAppend> batch, long batchBytes)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && batch.Count == 0)
            {
                if (isClosed)
                {
                    return false;
                }

                Monitor.Wait(gate);
            }

            var taken = batch.Sum(append => (long)append.Bytes);
            while (waiting.TryPeek(out var append) && (batch.Count == 0 || taken + append.Bytes <= batchBytes))
            {
                waiting.Dequeue();
                batch.Add(append);
                taken += append.Bytes;
                records -= append.Count;
                bytes -= append.Bytes;
            }

            space?.TrySetResult();
            space = null;
            return true;
        }
    }

    /// <summary>Refuses new appends; the writer still gets what waits.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            space?.TrySetResult();
            space = null;
            Monitor.PulseAll(gate);
        }
    }
}
