namespace Kotwal.Lake.Manifest;

/// <summary>
/// Who reads which manifest. Readers of this process are counted; those of other processes each hold a locked file in the
/// folder <c>leases</c>, whose lock the system drops when they die. Safe for many threads.
/// </summary>
internal sealed class ReaderLeases(string folder)
{
    private const string Ending = ".lease";

    private readonly SortedDictionary<long, int> readers = [];

    /// <summary>Notes a reader of the manifest with that sequence; disposing ends it.</summary>
    public IDisposable Take(long sequence)
    {
        lock (readers)
        {
            readers[sequence] = readers.GetValueOrDefault(sequence) + 1;
        }

        return new Lease(() => Release(sequence));
    }

    /// <summary>
    /// Takes a lease on whatever the lake's folder holds, for a reader that is not the process that writes. Null where the
    /// folder cannot be written: such a reader must be ready to find a file gone.
    /// </summary>
    public static IDisposable? TryTakeForeign(string folder)
    {
        var path = Path.Combine(folder, "leases", Guid.CreateVersion7().ToString("N") + Ending);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return new Lease(file.Dispose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>True when no reader needs a file that the manifest of that sequence no longer lists.</summary>
    public bool AllowDeletion(long sequence)
    {
        lock (readers)
        {
            return readers.Count == 0 || readers.Keys.First() >= sequence;
        }
    }

    /// <summary>True when another process reads the folder. Files of readers that died are removed.</summary>
    public bool HasForeign()
    {
        var leases = Path.Combine(folder, "leases");
        return Directory.Exists(leases) && Directory.EnumerateFiles(leases, "*" + Ending).ToList().Exists(IsHeld);
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private void Release(long sequence)
    {
        lock (readers)
        {
            if (--readers[sequence] == 0)
            {
                readers.Remove(sequence);
            }
        }
    }

    private sealed class Lease(Action release) : IDisposable
    {
        private Action? release = release;

        public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
    }
}
