namespace Kotwal.Collectors.Spool;

/// <summary>A segment file and how much of it is durable.</summary>
internal sealed class Segment(long start, long end, long fileBytes)
{
    /// <summary>Position of the file's first byte.</summary>
    public long Start { get; } = start;

    /// <summary>Position after the last durable byte.</summary>
    public long End { get; set; } = end;

    public long FileBytes { get; set; } = fileBytes;
}

/// <summary>The segments there are and the positions that bound them. Safe for many threads.</summary>
internal sealed class SpoolFolder(ISpoolDisk disk, SpoolState opened, long maxBytes)
{
    private readonly object gate = new();
    private readonly List<Segment> segments = [.. opened.Segments];
    private long usedBytes = opened.Segments.Sum(segment => segment.FileBytes);
    private bool isClosed;
    private TaskCompletionSource? moved;

    public ISpoolDisk Disk => disk;

    public Guid Id => opened.Id;

    /// <summary>Keys the checks of this spool's frames.</summary>
    public long Key => opened.Key;

    public long Released { get; private set; } = opened.Released;

    public long End { get; private set; } = opened.End;

    public long UsedBytes => Volatile.Read(ref usedBytes);

    public bool IsFull { get; private set; }

    /// <summary>The first segment that holds something at or after the position.</summary>
    public (long Start, long End)? Find(long position)
    {
        lock (gate)
        {
            foreach (var segment in segments)
            {
                if (segment.End > position && segment.End > segment.Start + SegmentHeader.Bytes)
                {
                    return (segment.Start, segment.End);
                }
            }

            return null;
        }
    }

    /// <summary>Tells readers and bounds that a segment is durable up to <paramref name="end"/>.</summary>
    public void Advance(long start, long end)
    {
        lock (gate)
        {
            if (segments.Count == 0 || segments[^1].Start != start)
            {
                segments.Add(new Segment(start, start, 0));
            }

            var current = segments[^1];
            usedBytes += end - start - current.FileBytes;
            current.FileBytes = end - start;
            current.End = End = end;
            moved?.TrySetResult();
            moved = null;
        }
    }

    /// <summary>Completes when the end lies beyond the position or the spool is closed.</summary>
    public Task BeyondAsync(long position)
    {
        lock (gate)
        {
            return End > position || isClosed
                ? Task.CompletedTask
                : (moved ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>
    /// Waits until the disk's share has room; false when the spool is closed instead. What is released entirely has room for one
    /// more write whatever its size, or a small share could never be left again.
    /// </summary>
    public bool WaitForRoom(long bytes)
    {
        lock (gate)
        {
            while (usedBytes + bytes > maxBytes && End > Released)
            {
                if (isClosed)
                {
                    return false;
                }

                IsFull = true;
                Monitor.Wait(gate);
            }

            IsFull = false;
            return true;
        }
    }

    /// <summary>Waits for the time to pass or for the spool to be closed.</summary>
    public void Pause(TimeSpan time)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                Monitor.Wait(gate, time);
            }
        }
    }

    /// <summary>Forgets what lies before the position, durably, and deletes the files that hold nothing else.</summary>
    public void Release(long position, long receivedAt)
    {
        Checkpoint.Write(disk, new Checkpoint(position, receivedAt));
        List<Segment> free;
        lock (gate)
        {
            Released = position;
            var count = segments.FindIndex(segment => segment.End > position);

            // The last segment is the writer's.
            count = Math.Min(count < 0 ? segments.Count : count, segments.Count - 1);
            free = segments.GetRange(0, Math.Max(count, 0));
            Monitor.PulseAll(gate);
        }

        foreach (var segment in free)
        {
            disk.Delete(SegmentHeader.NameOf(segment.Start));
            lock (gate)
            {
                segments.Remove(segment);
                usedBytes -= segment.FileBytes;
                Monitor.PulseAll(gate);
            }
        }
    }

    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            moved?.TrySetResult();
            moved = null;
            Monitor.PulseAll(gate);
        }
    }
}
