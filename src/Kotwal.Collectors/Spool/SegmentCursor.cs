using System.Buffers;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// Walks over the frames of one segment. What fails its check is passed over: the search for the next whole frame goes on at
/// the next place where one can start.
/// </summary>
internal sealed class SegmentCursor(ISpoolFile file, long start, long key, Action<long, long> damaged) : IDisposable
{
    private const int WindowBytes = 256 << 10;

    private byte[]? window;
    private int offset;
    private int filled;
    private long? damagedFrom;

    public long Start => start;

    /// <summary>Position of the next frame; everything before it has been handed out or passed over.</summary>
    public long Position { get; private set; } = start + SegmentHeader.Bytes;

    /// <summary>End of the last whole frame.</summary>
    public long WholeEnd { get; private set; } = start + SegmentHeader.Bytes;

    public OriginDirectory Origins { get; } = new();

    /// <summary>Walks up to the position without handing out anything, to learn the origins.</summary>
    public void SkipTo(long position)
    {
        while (TryNext(position, mayRefill: true, out _, out _))
        {
        }

        // What lies before has been reported when it was read the first time.
        damagedFrom = null;
        DropWindow();
    }

    /// <summary>Hands out the next whole frame before <paramref name="end"/>.</summary>
    /// <param name="end">End of what is durable.</param>
    /// <param name="mayRefill">False keeps the window as it is, so that payloads handed out before stay valid.</param>
    /// <param name="frame">The frame's head.</param>
    /// <param name="payload">Its payload, valid until the window is refilled, taken or dropped.</param>
    public bool TryNext(long end, bool mayRefill, out Frame frame, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        frame = default;
        while (Position < end)
        {
            var status = Frame.Read(Visible(end), Position, key, out frame);
            switch (status)
            {
                case FrameStatus.Whole:
                    payload = window.AsMemory(offset + Frame.HeaderBytes, frame.Length);
                    EndDamage();
                    Move(frame.TotalBytes);
                    WholeEnd = Position;
                    Learn(frame, payload.Span);
                    return true;
                case FrameStatus.NeedsMore when filled - offset < Math.Min(Wanted(frame), end - Position):
                    if (!mayRefill)
                    {
                        return false;
                    }

                    if (!Fill(Wanted(frame), end))
                    {
                        PassOver(end);
                    }

                    break;
                default:
                    damagedFrom ??= Position;
                    Move(status == FrameStatus.BadPayload ? frame.TotalBytes : Frame.Alignment);
                    break;
            }
        }

        Position = Math.Min(Position, end);
        return false;
    }

    /// <summary>Reports damage that reaches up to where the cursor stands.</summary>
    public void EndDamage()
    {
        if (damagedFrom is { } from)
        {
            damagedFrom = null;
            damaged(from, Position);
        }
    }

    /// <summary>Begins a new window of about this many bytes, rented from the shared pool.</summary>
    public void OpenWindow(int bytes)
    {
        DropWindow();
        window = ArrayPool<byte>.Shared.Rent(bytes);
    }

    /// <summary>Hands the window and with it the payloads' memory over to the caller.</summary>
    public byte[]? TakeWindow()
    {
        var taken = window;
        window = null;
        offset = filled = 0;
        return taken;
    }

    public void Dispose()
    {
        DropWindow();
        file.Dispose();
    }

    private static int Wanted(Frame frame) => Math.Max(Frame.HeaderBytes, frame.TotalBytes);

    private ReadOnlySpan<byte> Visible(long end) =>
        window.AsSpan(offset, (int)Math.Min(filled - offset, end - Position));

    private void Move(int bytes)
    {
        Position += bytes;
        offset = Math.Min(offset + bytes, filled);
    }

    private void Learn(Frame frame, ReadOnlySpan<byte> payload)
    {
        if (frame.Kind == FrameKind.Origin)
        {
            Origins.Set(frame.Origin, OriginCodec.Read(payload));
        }
    }

    /// <summary>Reads on from the position; false when the file has nothing more there.</summary>
    private bool Fill(int wanted, long end)
    {
        if (window is null || window.Length < wanted)
        {
            OpenWindow(Math.Max(wanted, WindowBytes));
        }

        var before = filled - offset;
        offset = 0;
        filled = file.Read(window.AsSpan(0, (int)Math.Min(window!.Length, end - Position)), Position - start);
        return filled > before;
    }

    private void PassOver(long end)
    {
        damagedFrom ??= Position;
        Position = end;
        offset = filled;
    }

    private void DropWindow()
    {
        if (TakeWindow() is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
