using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>
/// Files of cold segments, fetched and decrypted into a folder for as long as hunts read them, and kept for the next one as far as the bound
/// allows. All that a hunt needs is taken at once or not at all, so that two never wait for each other. Safe for many threads.
/// </summary>
internal sealed class ColdCache : IDisposable
{
    private readonly string lake;
    private readonly string below;
    private readonly ColdObjects? objects;
    private readonly long maxBytes;
    private readonly Lock turn = new();
    private readonly Dictionary<string, ColdFile> files = new(StringComparer.Ordinal);
    private readonly LinkedList<ColdFile> latest = new();
    private TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;

    /// <param name="lake">Full path of the lake's folder.</param>
    /// <param name="below">The folder of the files, below it.</param>
    /// <param name="objects">The cold store; null when settings name none.</param>
    /// <param name="maxBytes">Most bytes of files.</param>
    public ColdCache(string lake, string below, ColdObjects? objects, long maxBytes)
    {
        this.lake = lake;
        this.below = below;
        this.objects = objects;
        this.maxBytes = maxBytes;
    }

    /// <summary>A folder of its own for a process that only reads, where the one that writes removes what a crash leaves.</summary>
    public static string BelowScratch(TimeProvider clock) => "tmp/cold-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>Bytes of files that are there or on their way.</summary>
    public long Bytes
    {
        get
        {
            lock (turn)
            {
                return bytes;
            }
        }
    }

    /// <summary>Most bytes that one caller can have at once.</summary>
    public long MaxBytes => maxBytes;

    /// <summary>Called with each segment that was fetched, and the full path of its file.</summary>
    public Action<Segment, string>? Fetched { get; init; }

    /// <summary>Brings segments where the engine can read them. Their files stay until the lease is disposed of.</summary>
    /// <exception cref="ColdException">Some cannot be read; the message names their days.</exception>
    public async Task<ColdLease> TakeAsync(IReadOnlyCollection<Segment> segments, CancellationToken cancel)
    {
        var cold = segments.Where(segment => segment.Cold is not null).DistinctBy(segment => segment.Path).ToList();
        if (cold.Count == 0)
        {
            return new ColdLease([], static _ => { });
        }

        Require(cold);
        var lease = new ColdLease(await PinAsync(cold, cancel).ConfigureAwait(false), Release);
        try
        {
            foreach (var file in lease.Files)
            {
                await FetchAsync(file, cancel).ConfigureAwait(false);
            }

            return lease;
        }
        catch (ColdException failure)
        {
            var unread = failure.Fault == ColdFault.Away ? lease.Files.Where(file => !file.IsThere) : lease.Files.Where(file => !file.IsThere).Take(1);
            var days = $"Cold days could not be read: {ColdDays.Words(unread.Select(file => file.Segment.Day))}.";
            lease.Dispose();
            throw new ColdException(failure.Fault, $"{days} {failure.Message}", failure) { Said = $"{days} {WordsOf(failure.Fault)}" };
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            foreach (var file in latest)
            {
                file.Dispose();
            }
        }

        if (Directory.Exists(Path.Combine(lake, below)))
        {
            Directory.Delete(Path.Combine(lake, below), recursive: true);
        }
    }

    private void Require(List<Segment> cold)
    {
        if (objects is null)
        {
            var days = $"Cold days could not be read: {ColdDays.Words(cold.Select(segment => segment.Day))}.";
            throw new ColdException(ColdFault.Away, days + " They are in a cold store, and no setting says where (Lake:Cold; --config names the server's file of settings).") { Said = $"{days} {WordsOf(ColdFault.Away)}" };
        }

        var needed = cold.Sum(segment => segment.Bytes);
        if (needed > maxBytes)
        {
            var words = $"This needs {Megabytes(needed)} MiB of cold days ({ColdDays.Words(cold.Select(segment => segment.Day))}) at once, and the cache holds {Megabytes(maxBytes)} (Lake:Cold:CacheMegabytes). Narrow the time range or the words.";
            throw new ColdException(ColdFault.TooMuch, words) { Said = words };
        }
    }

    private static string WordsOf(ColdFault fault) => fault switch
    {
        ColdFault.Away => "The cold store cannot be reached now.",
        ColdFault.NoKey => "A master key is missing.",
        _ => "What is in the cold store is not what was stored.",
    };

    private static long Megabytes(long count) => (count + (1 << 20) - 1) >> 20;

    private async Task<List<ColdFile>> PinAsync(List<Segment> cold, CancellationToken cancel)
    {
        while (true)
        {
            Task waiting;
            lock (turn)
            {
                if (TryPin(cold) is { } pinned)
                {
                    return pinned;
                }

                waiting = released.Task;
            }

            await waiting.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    private List<ColdFile>? TryPin(List<Segment> cold)
    {
        var paths = cold.Select(segment => segment.Path).ToHashSet(StringComparer.Ordinal);
        var others = latest.Where(file => file.Pins > 0 && !paths.Contains(file.Segment.Path)).Sum(file => file.Segment.Bytes);
        if (others + cold.Sum(segment => segment.Bytes) > maxBytes)
        {
            return null;
        }

        var pinned = cold.ConvertAll(Pin);
        for (var node = latest.Last; bytes > maxBytes && node is not null;)
        {
            var oldest = node.Value;
            node = node.Previous;
            if (oldest.Pins == 0)
            {
                Forget(oldest);
            }
        }

        return pinned;
    }

    private ColdFile Pin(Segment segment)
    {
        if (files.TryGetValue(segment.Path, out var file))
        {
            latest.Remove(file);
        }
        else
        {
            file = new ColdFile(segment, $"{below}/{Path.GetFileName(segment.Path)}");
            files.Add(segment.Path, file);
            bytes += segment.Bytes;
        }

        latest.AddFirst(file);
        file.Pins++;
        return file;
    }

    private void Forget(ColdFile file)
    {
        File.Delete(Path.Combine(lake, file.Path));
        latest.Remove(file);
        files.Remove(file.Segment.Path);
        bytes -= file.Segment.Bytes;
        file.Dispose();
    }

    private void Release(IReadOnlyList<ColdFile> pinned)
    {
        lock (turn)
        {
            foreach (var file in pinned)
            {
                file.Pins--;
                if (file.Pins == 0 && !file.IsThere)
                {
                    Forget(file);
                }
            }

            released.TrySetResult();
            released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    // One at a time; who waits finds it there, or tries itself when the other gave up.
    private async Task FetchAsync(ColdFile file, CancellationToken cancel)
    {
        await file.Turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var path = Path.Combine(lake, file.Path);
            if (file.IsThere && File.Exists(path))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await FetchAsync(file.Segment, path, cancel).ConfigureAwait(false);
            file.IsThere = true;
            Fetched?.Invoke(file.Segment, path);
        }
        finally
        {
            file.Turn.Release();
        }
    }

    private async Task FetchAsync(Segment segment, string path, CancellationToken cancel)
    {
        var temporary = path + LakeFiles.TemporaryEnding;
        try
        {
            await using (var output = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true))
            {
                await objects!.ReadAsync(segment, segment.Sha256, output, cancel).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
