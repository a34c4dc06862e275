using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Spool;
using Kotwal.Events;

namespace Kotwal.Collectors.Files;

/// <summary>
/// One open file, read line by line as it grows. It stays open when it is renamed or deleted, so that what its writer still adds
/// is not lost. Used by one thread at a time.
/// </summary>
internal sealed class FollowedFile : IDisposable
{
    private const int BufferBytes = 64 << 10;

    // So that a file that is far behind does not hold up the others.
    private const long MaxBytesPerLook = 8 << 20;

    private readonly FileStream stream;
    private readonly RecordOrigin origin;
    private readonly SourceAccount account;
    private readonly ByteBudget budget;
    private readonly int maxRecordBytes;
    private RecordBuffer records;
    private long start;
    private long durable;
    private Fingerprint fingerprint;

    public FollowedFile(
        FileStream stream, RecordOrigin origin, long offset, SourceAccount account, ByteBudget budget, int maxRecordBytes)
    {
        this.stream = stream;
        this.origin = origin;
        this.account = account;
        this.budget = budget;
        this.maxRecordBytes = maxRecordBytes;
        Identity = FileIdentity.Of(stream.SafeFileHandle, stream.Name);
        fingerprint = Fingerprint.Of(stream.SafeFileHandle);
        records = Rewound(offset);
    }

    public FileIdentity Identity { get; }

    /// <summary>The timestamp of the clock at which nothing had its name any more; null while something has.</summary>
    public long? LeftAt { get; set; }

    /// <summary>True when the last read stopped before the end.</summary>
    public bool IsBehind { get; private set; }

    public FileCheckpoint Checkpoint => new(stream.Name, origin.Source, Identity, fingerprint, durable);

    /// <summary>Reads what is new, up to a bound; true when something was.</summary>
    /// <exception cref="IOException">The file cannot be read at the moment.</exception>
    public async ValueTask<bool> ReadAsync(Spool.Spool spool, TimeProvider clock, CancellationToken cancel)
    {
        if (stream.Length == stream.Position)
        {
            return false;
        }

        if (IsReplaced())
        {
            await KeepAsync(isEnd: true, spool, clock, cancel);
            Rewind();
        }

        var stop = records.Arrived + MaxBytesPerLook;
        IsBehind = true;
        while (IsBehind && records.Arrived < stop)
        {
            IsBehind = await records.ReadAsync(stream, cancel) > 0;
            if (IsReplaced())
            {
                // It happened as we read: these bytes may be from the middle of the new content.
                Rewind();
                continue;
            }

            fingerprint = Fingerprint.Of(stream.SafeFileHandle);
            await KeepAsync(isEnd: false, spool, clock, cancel);
        }

        return true;
    }

    /// <summary>Keeps a last line that has no line feed and will get none.</summary>
    public ValueTask FinishAsync(Spool.Spool spool, TimeProvider clock, CancellationToken cancel) =>
        KeepAsync(isEnd: true, spool, clock, cancel);

    public void Dispose()
    {
        records.Dispose();
        stream.Dispose();
    }

    /// <summary>Shorter, or with another beginning: the content was replaced (logrotate's copytruncate).</summary>
    private bool IsReplaced() => stream.Length < stream.Position || !fingerprint.Matches(stream.SafeFileHandle);

    private void Rewind()
    {
        records.Dispose();
        records = Rewound(0);
        fingerprint = Fingerprint.Of(stream.SafeFileHandle);
    }

    private RecordBuffer Rewound(long offset)
    {
        start = durable = offset;
        stream.Position = offset;
        return new RecordBuffer(new LineFramer(maxRecordBytes), budget, BufferBytes);
    }

    private async ValueTask KeepAsync(bool isEnd, Spool.Spool spool, TimeProvider clock, CancellationToken cancel)
    {
        var entries = records.Take(isEnd);
        if (entries.Count > 0)
        {
            account.Received(entries.Count);
            await spool.AppendPatientlyAsync(origin, entries, clock, cancel);
            account.Accepted(entries);
        }

        durable = start + records.Consumed;
    }
}
