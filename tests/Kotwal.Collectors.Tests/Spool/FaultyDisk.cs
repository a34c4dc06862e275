using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Tests.Spool;

/// <summary>What a disk is asked to do.</summary>
internal enum DiskCall
{
    Open,
    Create,
    Delete,
    Rename,
    FlushFolder,
    Read,
    Write,
    Cut,
    Flush,
}

/// <summary>How a call fails.</summary>
internal enum DiskFault
{
    /// <summary>EIO: the device refuses, nothing was done.</summary>
    Broken,

    /// <summary>ENOSPC: there is no room; of a write, some bytes are there.</summary>
    Full,

    /// <summary>EROFS: the file system was mounted anew without the right to write.</summary>
    ReadOnly,

    /// <summary>The call did its work, and said that it did not.</summary>
    Lying,
}

/// <summary>A disk that fails at the calls that a test names, in the way that it names.</summary>
internal sealed class FaultyDisk(ISpoolDisk inner) : ISpoolDisk
{
    private readonly Lock gate = new();
    private readonly Dictionary<DiskCall, int> calls = [];

    /// <summary>Says of each call, by its kind and its number among its kind, how it fails; null for not at all.</summary>
    public Func<DiskCall, int, DiskFault?> Fault { get; set; } = (_, _) => null;

    /// <summary>Calls of each kind so far.</summary>
    public int CallsOf(DiskCall call)
    {
        lock (gate)
        {
            return calls.GetValueOrDefault(call);
        }
    }

    public IReadOnlyList<string> List() => inner.List();

    public ISpoolFile Open(string name) => Do(DiskCall.Open, () => new FaultyFile(this, inner.Open(name)));

    public ISpoolFile Create(string name) => Do(DiskCall.Create, () => new FaultyFile(this, inner.Create(name)));

    public void Delete(string name) => Do(DiskCall.Delete, () => inner.Delete(name));

    public void Rename(string from, string to) => Do(DiskCall.Rename, () => inner.Rename(from, to));

    public void Flush() => Do(DiskCall.FlushFolder, inner.Flush);

    private void Do(DiskCall call, Action work) => Do(call, () =>
    {
        work();
        return 0;
    });

    private T Do<T>(DiskCall call, Func<T> work)
    {
        var fault = Next(call);
        if (fault is null)
        {
            return work();
        }

        if (fault == DiskFault.Lying)
        {
            (work() as IDisposable)?.Dispose();
        }

        throw Failure(fault.Value);
    }

    private DiskFault? Next(DiskCall call)
    {
        lock (gate)
        {
            calls[call] = calls.GetValueOrDefault(call) + 1;
            return Fault(call, calls[call]);
        }
    }

    // As the runtime reports them; a file system that became read-only comes as another type than the rest.
    private static Exception Failure(DiskFault fault) => fault switch
    {
        DiskFault.Full => new IOException("No space left on device", 28),
        DiskFault.ReadOnly => new UnauthorizedAccessException("Read-only file system"),
        _ => new IOException("Input/output error", 5),
    };

    private sealed class FaultyFile(FaultyDisk disk, ISpoolFile inner) : ISpoolFile
    {
        public long Length => inner.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            return disk.Next(DiskCall.Read) is { } fault ? throw Failure(fault) : inner.Read(buffer, offset);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var fault = disk.Next(DiskCall.Write);
            inner.Write(fault switch
            {
                null or DiskFault.Lying => bytes,
                DiskFault.Full => bytes[..(bytes.Length * 2 / 3)],
                _ => [],
            }, offset);
            if (fault is { } how)
            {
                throw Failure(how);
            }
        }

        public void Cut(long length) => disk.Do(DiskCall.Cut, () => inner.Cut(length));

        public void Flush() => disk.Do(DiskCall.Flush, inner.Flush);

        public void Dispose() => inner.Dispose();
    }
}
