using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZstdSharp;

namespace Kotwal.Collectors.Http;

/// <summary>What became of a request's body.</summary>
/// <param name="Status">200, or the status of the refusal.</param>
/// <param name="Accepted">Records that are durable, also when the request was refused in its middle.</param>
/// <param name="Detail">For a refusal, what happened and what to do next.</param>
internal readonly record struct IngestOutcome(int Status, long Accepted, string? Detail);

/// <summary>
/// Reads a body piece by piece into the spool: memory is bounded whatever is sent. Each piece is durable before the next is
/// read, so a body that breaks off or is refused in its middle leaves its first records behind, and a sender that repeats the
/// request delivers those twice: at least once, never less.
/// </summary>
internal sealed partial class IngestDoor(
    Spool.Spool spool, IOptions<IngestOptions> options, TimeProvider clock, ILogger<IngestDoor> log)
{
    public const string Kind = "http";

    private const int PieceBytes = 256 << 10;
    private const int RatioAllowanceBytes = 1 << 20;
    private const long LongRecordBytes = 64 << 20;
    private const int MaxEntries = 10_000;

    private readonly IngestOptions options = options.Value;
    private readonly ByteBudget budget = new(LongRecordBytes);
    private int requests;

    public async Task<IngestOutcome> TakeAsync(
        IngestBody body, Stream bytes, RecordOrigin origin, SourceAccount account, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref requests) > options.MaxRequests)
        {
            Interlocked.Decrement(ref requests);
            return new(StatusCodes.Status503ServiceUnavailable, 0, "Too many requests are being read. Come back later.");
        }

        var progress = new Progress();
        try
        {
            return await TakeAsync(body, new CountingStream(bytes), origin, account, progress, cancel);
        }
        catch (BadHttpRequestException refused)
        {
            return new(refused.StatusCode, progress.Accepted, refused.Message);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ZstdException or EndOfStreamException)
        {
            account.Refused("encoding", 1);
            return new(StatusCodes.Status400BadRequest, progress.Accepted, "The body cannot be decompressed: " + damaged.Message);
        }
        finally
        {
            Interlocked.Decrement(ref requests);
        }
    }

    private async Task<IngestOutcome> TakeAsync(
        IngestBody body, CountingStream packed, RecordOrigin origin, SourceAccount account, Progress progress, CancellationToken cancel)
    {
        await using var unpacked = body.Decompressed(packed);
        using var records = new RecordBuffer(body.Framer(options.MaxRecordBytes), budget, PieceBytes);
        var isEnd = false;
        while (!isEnd)
        {
            do
            {
                isEnd = await records.ReadAsync(unpacked, cancel) == 0;
                if (records.Arrived > options.MaxDecompressedBytes
                    || records.Arrived > RatioAllowanceBytes + (packed.Count * options.MaxCompressionRatio))
                {
                    account.Refused("size", 1);
                    BodyTooLarge(origin.Sender, origin.Source, records.Arrived, packed.Count);
                    return new(StatusCodes.Status413PayloadTooLarge, progress.Accepted, "The body grows too large when it is decompressed. Send less at a time.");
                }
            }
            while (!isEnd && !records.IsFull);

            var entries = records.Take(isEnd);
            for (var i = 0; i < entries.Count; i += MaxEntries)
            {
                var part = entries.Count <= MaxEntries ? entries : [.. entries.Skip(i).Take(MaxEntries)];
                if (await RefusalAsync(origin, part, cancel) is { } refusal)
                {
                    account.Refused("full", part.Count);
                    return refusal with { Accepted = progress.Accepted };
                }

                account.Received(part.Count);
                account.Accepted(part);
                progress.Accepted += part.Count;
            }
        }

        return new(StatusCodes.Status200OK, progress.Accepted, null);
    }

    /// <summary>Makes the records durable, or says why that cannot be done now.</summary>
    private async Task<IngestOutcome?> RefusalAsync(RecordOrigin origin, IReadOnlyList<SpoolEntry> entries, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.MaxWait, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await spool.AppendManyAsync(origin, entries, waiting.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(StatusCodes.Status503ServiceUnavailable, 0, "The inbox is full. Come back later with the rest.");
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            return new(StatusCodes.Status503ServiceUnavailable, 0, "The inbox cannot be written at the moment. Come back later with the rest.");
        }
    }

    [LoggerMessage(1040, LogLevel.Warning, "A request of {Sender} for source {Source} was refused: its {Packed} bytes had grown to {Unpacked}.")]
    private partial void BodyTooLarge(string? sender, string source, long unpacked, long packed);

    private sealed class Progress
    {
        public long Accepted { get; set; }
    }
}
