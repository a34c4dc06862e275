using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Kotwal.Collectors.Lumberjack;

/// <summary>
/// Reads the frames of Lumberjack, version 2 (and of version 1, which has no JSON frames): two bytes of version and type, then
/// numbers of 32 bits, big-endian. <c>W</c> says how many events follow until the acknowledgement, <c>J</c> is an event, <c>D</c> an event
/// of pairs, <c>C</c> holds frames compressed by zlib. For one connection and one thread.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="flush">Called when about 256 KiB of events have gathered: makes them durable and clears them.</param>
internal sealed class LumberjackReader(LumberjackOptions options, Func<LumberjackBatch, ValueTask> flush)
{
    private const int PieceBytes = 256 << 10;
    private const int RatioAllowanceBytes = 1 << 20;
    private const int MaxPairs = 10_000;
    private const int BufferBytes = 16 << 10;

    private readonly byte[] header = new byte[8];
    private byte[] waste = [];
    private int left;

    /// <summary>Reads one window to its end.</summary>
    /// <returns>False when the sender closed between two windows.</returns>
    /// <exception cref="InvalidDataException">The bytes are no Lumberjack, or go beyond a bound.</exception>
    /// <exception cref="EndOfStreamException">The sender closed in the middle.</exception>
    public async ValueTask<bool> ReadWindowAsync(Stream stream, LumberjackBatch batch, CancellationToken cancel)
    {
        left = 0;
        do
        {
            if (!await ReadFrameAsync(stream, batch, isPacked: false, cancel))
            {
                return left == 0 ? false : throw new EndOfStreamException("The sender closed in the middle of a window.");
            }
        }
        while (left > 0);
        return true;
    }

    private async ValueTask<bool> ReadFrameAsync(Stream stream, LumberjackBatch batch, bool isPacked, CancellationToken cancel)
    {
        var read = await stream.ReadAtLeastAsync(header.AsMemory(0, 2), 2, throwOnEndOfStream: false, cancel);
        if (read < 2)
        {
            return read == 0 ? false : throw new EndOfStreamException("The sender closed in the middle of a frame.");
        }

        if (header[0] is not ((byte)'1' or (byte)'2'))
        {
            throw new InvalidDataException($"A frame begins with its version, 1 or 2, and not with byte {header[0]}.");
        }

        switch (header[1])
        {
            case (byte)'W':
                left = await ReadNumberAsync(stream, options.MaxWindow, "A window's size", cancel);
                break;
            case (byte)'J':
                await ReadJsonAsync(stream, batch, cancel);
                break;
            case (byte)'D':
                await ReadPairsAsync(stream, batch, cancel);
                break;
            case (byte)'C' when !isPacked:
                await ReadPackedAsync(stream, batch, cancel);
                break;
            default:
                throw new InvalidDataException($"A frame of type {header[1]} is not known here.");
        }

        if (batch.Bytes >= PieceBytes)
        {
            await flush(batch);
        }

        return true;
    }

    private async ValueTask ReadJsonAsync(Stream stream, LumberjackBatch batch, CancellationToken cancel)
    {
        var sequence = await ReadSequenceAsync(stream, cancel);
        var length = await ReadNumberAsync(stream, options.MaxFrameBytes, "An event's length", cancel);
        var kept = Math.Min(length, options.MaxRecordBytes);

        // Memory comes with the bytes: a length alone takes none.
        for (var at = 0; at < kept;)
        {
            var step = Math.Min(kept - at, PieceBytes);
            var room = batch.Room(at + step);
            await stream.ReadExactlyAsync(room.Slice(at, step), cancel);
            at += step;
        }

        await SkipAsync(stream, length - kept, cancel);
        batch.Add(sequence, kept, kept < length);
    }

    // Names and values are strings; as a JSON object they are what any reader understands.
    private async ValueTask ReadPairsAsync(Stream stream, LumberjackBatch batch, CancellationToken cancel)
    {
        var sequence = await ReadSequenceAsync(stream, cancel);
        var pairs = await ReadNumberAsync(stream, MaxPairs, "An event's number of pairs", cancel);
        using var json = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            var bytesLeft = options.MaxRecordBytes;
            for (var i = 0; i < pairs; i++)
            {
                var name = await ReadTextAsync(stream, bytesLeft, cancel);
                bytesLeft -= name.Bytes;
                var value = await ReadTextAsync(stream, bytesLeft, cancel);
                bytesLeft -= value.Bytes;
                writer.WriteString(name.Text, value.Text);
            }

            writer.WriteEndObject();
        }

        // Escapes make JSON longer than what was sent.
        var kept = (int)Math.Min(json.Length, options.MaxRecordBytes);
        json.GetBuffer().AsMemory(0, kept).CopyTo(batch.Room(kept));
        batch.Add(sequence, kept, kept < json.Length);
    }

    private async ValueTask ReadPackedAsync(Stream stream, LumberjackBatch batch, CancellationToken cancel)
    {
        var length = await ReadNumberAsync(stream, options.MaxFrameBytes, "A compressed frame's length", cancel);
        var part = new PartStream(stream, length);
        await using var unpacked = new BufferedStream(
            new BoundedStream(
                new ZLibStream(part, CompressionMode.Decompress, leaveOpen: true),
                part,
                () => RatioAllowanceBytes + (part.Given * options.MaxCompressionRatio)),
            BufferBytes);
        while (await ReadFrameAsync(unpacked, batch, isPacked: true, cancel))
        {
        }

        await SkipAsync(stream, part.Left, cancel);
    }

    private async ValueTask<uint> ReadSequenceAsync(Stream stream, CancellationToken cancel)
    {
        if (--left < 0)
        {
            throw new InvalidDataException("An event came beyond its window.");
        }

        await stream.ReadExactlyAsync(header.AsMemory(0, 4), cancel);
        return BinaryPrimitives.ReadUInt32BigEndian(header);
    }

    private async ValueTask<int> ReadNumberAsync(Stream stream, int bound, string what, CancellationToken cancel)
    {
        await stream.ReadExactlyAsync(header.AsMemory(0, 4), cancel);
        var number = BinaryPrimitives.ReadUInt32BigEndian(header);
        return number <= bound ? (int)number : throw new InvalidDataException($"{what} is {number}; at most {bound} is taken.");
    }

    private async ValueTask<(string Text, int Bytes)> ReadTextAsync(Stream stream, int bound, CancellationToken cancel)
    {
        var length = await ReadNumberAsync(stream, bound, "The length of a name or value", cancel);
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, cancel);
        return (Encoding.UTF8.GetString(bytes), length);
    }

    private async ValueTask SkipAsync(Stream stream, int bytes, CancellationToken cancel)
    {
        while (bytes > 0)
        {
            waste = waste.Length > 0 ? waste : new byte[4096];
            var step = Math.Min(bytes, waste.Length);
            await stream.ReadExactlyAsync(waste.AsMemory(0, step), cancel);
            bytes -= step;
        }
    }
}
