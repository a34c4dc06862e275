using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// The one thread that writes. It takes all that waits, writes it with one call, flushes once and completes everybody: under
/// load, one flush serves thousands. After any failure the segment is left alone, for nobody can tell what of its tail has
/// reached the disk, and the next write begins a new one.
/// </summary>
internal sealed partial class SpoolWriter(SpoolFolder folder, SpoolInbox inbox, SpoolOptions options, SpoolMeter meter, ILogger log)
{
    private readonly long batchBytes = Math.Min(8 << 20, options.MaxBytes / 4);
    private readonly List<PendingAppend> batch = [];
    private readonly OriginTable origins = new();
    private readonly ArrayBufferWriter<byte> buffer = new(256 << 10);
    private readonly ArrayBufferWriter<byte> originBuffer = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ISpoolFile? file;
    private long start;
    private long length;
    private long nextStart;
    private bool isFailing;

    /// <summary>Completes when the writer has ended.</summary>
    public Task Stopped => stopped.Task;

    /// <summary>Begins to write in a new segment at <paramref name="position"/>.</summary>
    public void Start(long position)
    {
        nextStart = position;
        new Thread(Run) { Name = "Kotwal spool writer", IsBackground = true }.Start();
    }

    private void Run()
    {
        try
        {
            while (inbox.Take(batch, batchBytes))
            {
                if (!folder.WaitForRoom(batch.Sum(append => (long)append.Bytes)) || !TryCommit())
                {
                    break;
                }
            }

            Refuse(new ObjectDisposedException(nameof(Spool)));
            stopped.SetResult();
        }
        catch (Exception bug)
        {
            // A bug, not the disk: nothing more can be promised, so everyone who waits is told and the closing spool throws it.
            inbox.Close();
            Refuse(bug);
            WriterDied(bug);
            stopped.SetException(bug);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Writes the batch; false when the spool was closed while the disk refused it.</summary>
    private bool TryCommit()
    {
        try
        {
            Encode();
            Write();
            Publish();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Abandon(failure);
            folder.Pause(options.RetryDelay);
            return batch.Count == 0 || !inbox.IsClosed;
        }
    }

    private void Encode()
    {
        buffer.ResetWrittenCount();
        if (file is not null && length + batch.Sum(append => (long)append.Bytes) > options.SegmentBytes)
        {
            Seal();
        }

        if (file is null)
        {
            start = nextStart;
            length = 0;
            origins.Clear();
            new SegmentHeader(folder.Id, start, folder.End).Write(buffer.GetSpan(SegmentHeader.Bytes));
            buffer.Advance(SegmentHeader.Bytes);
        }

        batch.RemoveAll(append => !append.TryTake());
        foreach (var append in batch)
        {
            Encode(append);
        }
    }

    private void Seal()
    {
        file!.Dispose();
        file = null;
        nextStart = start + length;
    }

    private void Encode(PendingAppend append)
    {
        if (origins.Add(append.Origin, out var origin))
        {
            originBuffer.ResetWrittenCount();
            OriginCodec.Write(append.Origin, originBuffer);
            Encode(FrameKind.Origin, originBuffer.WrittenSpan, isTruncated: false, origin, append.ReceivedAt);
        }

        append.Position = start + length + buffer.WrittenCount;
        for (var i = 0; i < append.Count; i++)
        {
            var (payload, isTruncated) = append[i];
            Encode(FrameKind.Record, payload.Span, isTruncated, origin, append.ReceivedAt);
        }
    }

    private void Encode(FrameKind kind, ReadOnlySpan<byte> payload, bool isTruncated, uint origin, long receivedAt)
    {
        var frame = new Frame(kind, isTruncated, payload.Length, origin, receivedAt, Frame.CheckOf(payload));
        frame.Write(buffer.GetSpan(frame.TotalBytes), payload, start + length + buffer.WrittenCount, folder.Key);
        buffer.Advance(frame.TotalBytes);
    }

    private void Write()
    {
        if (batch.Count == 0)
        {
            return;
        }

        var isNew = file is null;
        file ??= folder.Disk.Create(SegmentHeader.NameOf(start));
        file.Write(buffer.WrittenSpan, length);
        file.Flush();
        if (isNew)
        {
            folder.Disk.Flush();
        }

        length += buffer.WrittenCount;
    }

    private void Publish()
    {
        if (batch.Count == 0)
        {
            return;
        }

        folder.Advance(start, start + length);
        meter.Commits.Add(1);
        meter.Records.Add(batch.Sum(append => append.Count));
        foreach (var append in batch)
        {
            append.Complete();
        }

        batch.Clear();
        if (isFailing)
        {
            isFailing = false;
            WritesAgain();
        }
    }

    private void Abandon(Exception failure)
    {
        meter.FailedCommits.Add(1);
        if (!isFailing)
        {
            isFailing = true;
            WriteFailed(failure);
        }

        LeaveSegment();
        foreach (var append in batch)
        {
            if (!append.IsUnattended)
            {
                append.Fail(new IOException("The spool cannot write: " + failure.Message, failure));
            }
        }

        batch.RemoveAll(append => !append.IsUnattended);
    }

    /// <summary>Tidies up as far as the failing disk lets us. Positions that were tried are not given out again.</summary>
    private void LeaveSegment()
    {
        nextStart = start + length + buffer.WrittenCount;
        try
        {
            if (length > 0)
            {
                file?.Cut(length);
                file?.Dispose();
            }
            else
            {
                file?.Dispose();
                folder.Disk.Delete(SegmentHeader.NameOf(start));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What stays lies beyond the end that the next segment's head records, so no reader takes it.
            TailStays(start, failure.Message);
        }

        file = null;
    }

    private void Refuse(Exception reason)
    {
        do
        {
            if (batch.Sum(append => append.IsUnattended ? append.Count : 0) is > 0 and var lost)
            {
                meter.Lost.Add(lost);
                DatagramsLost(lost);
            }

            batch.ForEach(append => append.Fail(reason));
            batch.Clear();
        }
        while (inbox.Take(batch, batchBytes));
    }

    [LoggerMessage(1002, LogLevel.Error, "The spool cannot write. Senders are told to try again, datagrams wait in memory as far as there is room. Free or mend the disk; the spool goes on by itself.")]
    private partial void WriteFailed(Exception failure);

    [LoggerMessage(1003, LogLevel.Information, "The spool writes again.")]
    private partial void WritesAgain();

    [LoggerMessage(1004, LogLevel.Warning, "The unacknowledged tail of the segment at {Position} could not be removed ({Reason}). Readers pass over it.")]
    private partial void TailStays(long position, string reason);

    [LoggerMessage(1005, LogLevel.Critical, "The spool's writer has died. Nothing more is taken in until the program is started again.")]
    private partial void WriterDied(Exception bug);

    [LoggerMessage(1006, LogLevel.Error, "{Count} datagrams that waited in memory could not be written before the spool was closed.")]
    private partial void DatagramsLost(int count);
}
