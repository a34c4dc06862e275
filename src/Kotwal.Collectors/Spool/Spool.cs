using Kotwal.Events;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// The durable inbox that every door writes to and the pipeline reads from. A record is acknowledged only when it survives a
/// loss of power. Positions are byte positions over the spool's whole life: they grow, and none is ever given out twice. Safe for
/// many threads.
/// </summary>
public sealed partial class Spool : IAsyncDisposable
{
    /// <summary>Longest record, in bytes.</summary>
    public const int MaxRecordBytes = Frame.MaxPayloadBytes - (64 << 10);

    /// <summary>Most bytes that one append takes, frames included.</summary>
    public const int MaxAppendBytes = Frame.MaxPayloadBytes;

    private readonly TimeProvider clock;
    private readonly ILogger<Spool> log;
    private readonly SpoolMeter meter;
    private readonly SpoolFolder folder;
    private readonly SpoolInbox inbox;
    private readonly SpoolWriter writer;
    private readonly SpoolReader reader;
    private readonly SemaphoreSlim releasing = new(1);
    private readonly SenderGate gate = new();
    private readonly IDisposable? ownership;
    private bool isDisposed;

    private Spool(SpoolOptions options, ISpoolDisk disk, TimeProvider clock, ILogger<Spool> log, IDisposable? ownership)
    {
        this.clock = clock;
        this.log = log;
        this.ownership = ownership;
        meter = new SpoolMeter();
        var opened = new SpoolRecovery(disk, meter, log).Open();
        folder = new SpoolFolder(disk, opened, options.MaxBytes);
        meter.Watch(folder);
        inbox = new SpoolInbox(
            options.MaxWaitingRecords, options.MaxWaitingBytes, new ReceiveClock(clock, opened.ReceivedAt, meter, log));
        reader = new SpoolReader(folder, meter, log);
        writer = new SpoolWriter(folder, inbox, options, meter, log);
        writer.Start(opened.NextStart);
        Opened(opened.Id, options.Path, opened.Released, opened.End);
    }

    /// <summary>Drawn at random when the spool was made; part of every event's id.</summary>
    public Guid Id => folder.Id;

    /// <summary>Everything before it may be forgotten.</summary>
    public long ReleasedPosition => folder.Released;

    /// <summary>End of what is durable.</summary>
    public long EndPosition => folder.End;

    /// <summary>True while appends wait because the spool has used up its share of the disk.</summary>
    public bool IsFull => folder.IsFull;

    /// <summary>
    /// True makes all wait that can: the room ends. Datagrams, which cannot, and the program's own records are still taken, up to the
    /// spool's own bound. HTTP answers 503 after a while, TCP is read no more.
    /// </summary>
    public bool RefusesSenders
    {
        get => !gate.IsOpen;
        set => gate.Set(!value);
    }

    /// <summary>Opens the spool or makes a new one, and repairs what a crash has left.</summary>
    /// <exception cref="IOException">The folder cannot be used, or another process uses it.</exception>
    public static ValueTask<Spool> OpenAsync(
        SpoolOptions options, TimeProvider clock, ILogger<Spool> log, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return new ValueTask<Spool>(Open(options, clock, log));
    }

    internal static Spool Open(SpoolOptions options, TimeProvider clock, ILogger<Spool> log)
    {
        var disk = new FolderDisk(options.Path);
        var ownership = SpoolLock.Take(options.Path);
        try
        {
            return new Spool(options, disk, clock, log, ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    internal static Spool Open(SpoolOptions options, ISpoolDisk disk, TimeProvider clock, ILogger<Spool> log) =>
        new(options, disk, clock, log, ownership: null);

    /// <summary>Appends one record; completes with its position when it is durable. Waits while the spool is full.</summary>
    /// <param name="origin">Where the record comes from.</param>
    /// <param name="payload">The framed bytes; the caller keeps them unchanged until the append completes.</param>
    /// <param name="isTruncated">True when the sender sent more than this.</param>
    /// <param name="cancel">Ends the wait; a record that is already being written is written nevertheless.</param>
    /// <exception cref="IOException">The disk refused; the record is not kept and the caller may try again.</exception>
    /// <exception cref="ArgumentException">The record or its origin is too large.</exception>
    public ValueTask<long> AppendAsync(
        RecordOrigin origin, ReadOnlyMemory<byte> payload, bool isTruncated, CancellationToken cancel) =>
        AppendAsync(new PendingAppend(origin, new SpoolEntry(payload, isTruncated)), cancel);

    /// <summary>
    /// Appends records of one origin, in their order; completes when all are durable. They are written together, so that after
    /// an <see cref="IOException"/> none is kept. After a crash during the call, the first few may be there.
    /// </summary>
    /// <inheritdoc cref="AppendAsync(RecordOrigin, ReadOnlyMemory{byte}, bool, CancellationToken)"/>
    public async ValueTask AppendManyAsync(RecordOrigin origin, IReadOnlyList<SpoolEntry> entries, CancellationToken cancel)
    {
        if (entries.Count > 0)
        {
            await AppendAsync(new PendingAppend(origin, entries), cancel);
        }
    }

    /// <summary>
    /// Takes a copy of the record to be written soon, for senders that cannot wait. True does not say that it is durable yet: a
    /// crash in the next moments loses it. False when there is no room; the caller counts it.
    /// </summary>
    public bool TryAppend(RecordOrigin origin, ReadOnlySpan<byte> payload, bool isTruncated)
    {
        if (folder.IsFull)
        {
            return false;
        }

        var append = PendingAppend.CopyOf(origin, payload, isTruncated);
        if (inbox.TryAdd(append))
        {
            return true;
        }

        append.Complete();
        return false;
    }

    /// <summary>Reads durable records from a position on, in their order; waits a while for the first.</summary>
    /// <param name="from"><see cref="ReleasedPosition"/>, or <see cref="SpoolBatch.Next"/> of an earlier batch.</param>
    /// <param name="maxRecords">Most records in the batch.</param>
    /// <param name="maxBytes">About the most payload bytes in the batch; one record is always given.</param>
    /// <param name="wait">How long to wait for the first record.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="IOException">The disk cannot be read; the caller may try again.</exception>
    public async ValueTask<SpoolBatch> ReadAsync(
        long from, int maxRecords, int maxBytes, TimeSpan wait, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, folder.End);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        cancel.ThrowIfCancellationRequested();

        var batch = reader.Read(from, maxRecords, maxBytes);
        if (batch.Records.Count > 0 || wait == TimeSpan.Zero)
        {
            return batch;
        }

        batch.Dispose();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(folder.BeyondAsync(batch.Next), Task.Delay(wait, clock, waiting.Token));
        await waiting.CancelAsync();
        cancel.ThrowIfCancellationRequested();
        return reader.Read(from, maxRecords, maxBytes);
    }

    /// <summary>
    /// Remembers durably that everything before the position is done with, and deletes the files that hold nothing else. A
    /// position before <see cref="ReleasedPosition"/> changes nothing.
    /// </summary>
    /// <exception cref="IOException">The disk refused; the caller may try again.</exception>
    public async ValueTask ReleaseAsync(long position, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, folder.End);
        await releasing.WaitAsync(cancel);
        try
        {
            if (position > folder.Released)
            {
                folder.Release(position, inbox.LastReceivedAt);
            }
        }
        finally
        {
            releasing.Release();
        }
    }

    /// <summary>Writes what waits, as far as the disk takes it, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        gate.Set(isOpen: true);
        inbox.Close();
        folder.Close();
        try
        {
            await writer.Stopped;
        }
        finally
        {
            reader.Dispose();
            meter.Dispose();
            releasing.Dispose();
            ownership?.Dispose();
        }
    }

    private async ValueTask<long> AppendAsync(PendingAppend append, CancellationToken cancel)
    {
        if (!gate.IsOpen && append.Origin.Transport != Own.OwnDoor.Kind)
        {
            await gate.WaitAsync(cancel);
        }

        await inbox.AddAsync(append, cancel);
        await using var registration = cancel.UnsafeRegister(
            static (state, token) => ((PendingAppend)state!).Cancel(token), append);
        return await append.Task;
    }

    [LoggerMessage(1000, LogLevel.Information, "Spool {Id} is open in {Path}: released up to {Released}, durable up to {End}.")]
    private partial void Opened(Guid id, string path, long released, long end);
}
