using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Tests.Spool;

/// <summary>
/// A disk in memory that forgets what was not flushed when the power goes, can hold a flush back and can fail at any call.
/// </summary>
internal sealed class MemoryDisk : ISpoolDisk
{
    private readonly Dictionary<string, Content> names = [];
    private readonly Dictionary<string, Content> durableNames = [];
    private readonly Lock gate = new();
    private int calls;

    /// <summary>Says of each call, by its number, whether it fails.</summary>
    public Func<int, bool> Fails { get; set; } = _ => false;

    /// <summary>Held flushes wait for it to be set.</summary>
    public ManualResetEventSlim FlushesPass { get; } = new(initialState: true);

    /// <summary>Released once when a flush of a file begins.</summary>
    public SemaphoreSlim FlushBegan { get; } = new(0);

    public int FileFlushes { get; private set; }

    public int Calls => calls;

    /// <summary>The bytes of a file, to be damaged.</summary>
    public byte[] this[string name]
    {
        get => [.. names[name].Bytes];
        set => names[name] = new Content { Bytes = [.. value], Durable = [.. value] };
    }

    /// <summary>The power goes: what was not flushed is gone.</summary>
    public MemoryDisk AfterLossOfPower()
    {
        var survivor = new MemoryDisk();
        lock (gate)
        {
            foreach (var (name, content) in durableNames)
            {
                survivor.names[name] = new Content { Bytes = [.. content.Durable], Durable = [.. content.Durable] };
                survivor.durableNames[name] = survivor.names[name];
            }
        }

        return survivor;
    }

    public IReadOnlyList<string> List()
    {
        lock (gate)
        {
            return [.. names.Keys];
        }
    }

    public ISpoolFile Open(string name)
    {
        Call();
        lock (gate)
        {
            return names.TryGetValue(name, out var content)
                ? new MemoryFile(this, content)
                : throw new FileNotFoundException(name);
        }
    }

    public ISpoolFile Create(string name)
    {
        Call();
        lock (gate)
        {
            return new MemoryFile(this, names[name] = new Content());
        }
    }

    public void Delete(string name)
    {
        Call();
        lock (gate)
        {
            names.Remove(name);
        }
    }

    public void Rename(string from, string to)
    {
        Call();
        lock (gate)
        {
            names.Remove(from, out var content);
            names[to] = content!;
        }
    }

    public void Flush()
    {
        Call();
        lock (gate)
        {
            durableNames.Clear();
            foreach (var (name, content) in names)
            {
                durableNames[name] = content;
            }
        }
    }

    private void Call()
    {
        if (Fails(Interlocked.Increment(ref calls)))
        {
            throw new IOException("The disk failed.");
        }
    }

    private sealed class Content
    {
        public List<byte> Bytes { get; set; } = [];

        public byte[] Durable { get; set; } = [];
    }

    private sealed class MemoryFile(MemoryDisk disk, Content content) : ISpoolFile
    {
        public long Length
        {
            get
            {
                lock (disk.gate)
                {
                    return content.Bytes.Count;
                }
            }
        }

        public int Read(Span<byte> buffer, long offset)
        {
            disk.Call();
            lock (disk.gate)
            {
                var count = (int)Math.Clamp(content.Bytes.Count - offset, 0, buffer.Length);
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(content.Bytes).Slice((int)offset * Math.Sign(count), count).CopyTo(buffer);
                return count;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            lock (disk.gate)
            {
                // A failing write leaves half of its bytes.
                var half = disk.Fails(disk.calls + 1) ? bytes[..(bytes.Length / 2)] : bytes;
                var inside = Math.Min(half.Length, content.Bytes.Count - (int)offset);
                half[..inside].CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(content.Bytes)[(int)offset..]);
                content.Bytes.AddRange(half[inside..]);
            }

            disk.Call();
        }

        public void Cut(long length)
        {
            disk.Call();
            lock (disk.gate)
            {
                content.Bytes.RemoveRange((int)length, content.Bytes.Count - (int)length);
            }
        }

        public void Flush()
        {
            disk.FlushBegan.Release();
            disk.FlushesPass.Wait();
            disk.Call();
            lock (disk.gate)
            {
                disk.FileFlushes++;
                content.Durable = [.. content.Bytes];
            }
        }

        public void Dispose()
        {
        }
    }
}
