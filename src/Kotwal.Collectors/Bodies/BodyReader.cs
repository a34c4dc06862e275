using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZstdSharp;

namespace Kotwal.Collectors.Bodies;

/// <summary>
/// Reads a body piece by piece into the spool: memory is bounded whatever is sent. Each piece is durable before the next is
/// read, so a body that breaks off or is refused in its middle leaves its first records behind, and a sender that repeats the
/// request delivers those twice: at least once, never less.
/// </summary>
internal sealed partial class BodyReader(
    Spool.Spool spool, IOptions<IngestOptions> options, TimeProvider clock, ILogger<BodyReader> log)
{
    /// <summary>Most records that one append takes.</summary>
    public const int MaxEntries = 10_000;

    private const int PieceBytes = 256 << 10;
    private const int RatioAllowanceBytes = 1 << 20;
    private const long LongRecordBytes = 64 << 20;

    private readonly IngestOptions options = options.Value;
    private readonly ByteBudget budget = new(LongRecordBytes);
    private int requests;

    /// <summary>Reads a request's body to its end; null when all of it was taken.</summary>
    public async Task<BodyRefusal?> ReadAsync(
        HttpContext http, BodyEncoding encoding, IFramer framer, IRecordIntake intake, SourceAccount account, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref requests) > options.MaxRequests)
        {
            Interlocked.Decrement(ref requests);
            return new(StatusCodes.Status503ServiceUnavailable, "Too many requests are being read. Come back later.");
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxBodyBytes;
        }

        try
        {
            return await ReadAsync(encoding, new CountingStream(http.Request.Body), framer, intake, account, cancel);
        }
        catch (BadHttpRequestException refused)
        {
            return new(refused.StatusCode, refused.Message);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ZstdException or EndOfStreamException)
        {
            account.Refused("encoding", 1);
            return new(StatusCodes.Status400BadRequest, "The body cannot be decompressed: " + damaged.Message);
        }
        finally
        {
            Interlocked.Decrement(ref requests);
        }
    }

    /// <summary>Makes records of one origin durable and counts them, or says why that cannot be done now.</summary>
    public async Task<BodyRefusal?> AppendAsync(
        RecordOrigin origin, IReadOnlyList<SpoolEntry> entries, SourceAccount account, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(options.MaxWait, clock);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await spool.AppendManyAsync(origin, entries, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            account.Refused("full", entries.Count);
            return new(StatusCodes.Status503ServiceUnavailable, "The inbox is full. Come back later with the rest.");
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            account.Refused("full", entries.Count);
            return new(StatusCodes.Status503ServiceUnavailable, "The inbox cannot be written at the moment. Come back later with the rest.");
        }

        account.Received(entries.Count);
        account.Accepted(entries);
        return null;
    }

    private async Task<BodyRefusal?> ReadAsync(
        BodyEncoding encoding, CountingStream packed, IFramer framer, IRecordIntake intake, SourceAccount account, CancellationToken cancel)
    {
        await using var unpacked = encoding.Unpacked(packed);
        using var records = new RecordBuffer(framer, budget, PieceBytes);
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
                    BodyTooLarge(account.Name, records.Arrived, packed.Count);
                    return new(StatusCodes.Status413PayloadTooLarge, "The body grows too large when it is decompressed. Send less at a time.");
                }
            }
            while (!isEnd && !records.IsFull);

            if (await intake.TakeAsync(records.Take(isEnd), isEnd, cancel) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    [LoggerMessage(1040, LogLevel.Warning, "A request for source {Source} was refused: its {Packed} bytes had grown to {Unpacked}.")]
    private partial void BodyTooLarge(string source, long unpacked, long packed);
}
