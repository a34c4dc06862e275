using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Kotwal.Events;
using Kotwal.Events.Framing;
using Kotwal.Inputs;

namespace Kotwal.Scanning;

/// <summary>Reads inputs one after another into chunks. An input that fails is told and does not stop the rest.</summary>
internal sealed class InputReader(string? format, string? timeZone, TimeProvider clock)
{
    /// <summary>Unpacked bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Inputs that could be opened and read to their end.</summary>
    public int ReadInputs { get; private set; }

    /// <summary>Inputs that could not, and why.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The chunks of all inputs in order.</summary>
    public async IAsyncEnumerable<RecordChunk> ReadAsync(
        IReadOnlyList<InputFile> inputs, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var input in inputs)
        {
            await foreach (var chunk in ReadOneAsync(input, cancel))
            {
                yield return chunk;
            }
        }
    }

    private async IAsyncEnumerable<RecordChunk> ReadOneAsync(InputFile input, [EnumeratorCancellation] CancellationToken cancel)
    {
        var origin = new RecordOrigin
        {
            Source = Path.GetFileName(input.Path),
            Transport = "file",
            Sender = input.Path,
            Format = format,
            TimeZone = timeZone,
        };
        var failures = Failures.Count;
        var readAt = EventTime.From(clock.GetUtcNow());
        await using var stream = await TryOpenAsync(input, cancel);
        if (stream is null)
        {
            yield break;
        }

        using var framer = new RecordFramer(stream);
        var id = Guid.Empty;
        var isMore = true;
        var isFirst = true;
        while (isMore)
        {
            var chunk = new RecordChunk(origin, readAt);
            isMore = await TryFillAsync(chunk, framer, input, cancel);
            if (chunk.IsEmpty)
            {
                break;
            }

            // The input's identity is a hash of its beginning: the same file scanned twice gives the same ids.
            id = id == Guid.Empty ? new Guid(XxHash128.Hash(chunk.Bytes)) : id;
            if (isFirst && IsBinary(chunk.Bytes))
            {
                Failures.Add($"{input.Path}: not text. Captures and native EVTX files are not read; export them as JSON.");
                break;
            }

            isFirst = false;
            chunk.Input = id;
            yield return chunk;
        }

        Bytes += framer.TotalBytes;
        ReadInputs += Failures.Count == failures ? 1 : 0;
    }

    // Logs have no NUL in their first lines; captures, event logs and programs have.
    private static bool IsBinary(ReadOnlySpan<byte> beginning) => beginning[..Math.Min(beginning.Length, 4096)].Contains((byte)0);

    private async ValueTask<Stream?> TryOpenAsync(InputFile input, CancellationToken cancel)
    {
        try
        {
            return await input.OpenAsync(cancel);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            Failures.Add($"{input.Path}: {error.Message}");
            return null;
        }
    }

    private async ValueTask<bool> TryFillAsync(RecordChunk chunk, RecordFramer framer, InputFile input, CancellationToken cancel)
    {
        try
        {
            while (!chunk.IsFull)
            {
                if (!await framer.ReadAsync(cancel))
                {
                    return false;
                }

                chunk.Add(framer.Payload.Span, framer.Position, framer.IsTruncated);
            }

            return true;
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            Failures.Add($"{input.Path}: after {framer.TotalBytes} bytes: {error.Message}");
            return false;
        }
    }

    private static bool IsUnreadable(Exception error) =>
        error is IOException or UnauthorizedAccessException or InvalidDataException or ZstdSharp.ZstdException;
}
