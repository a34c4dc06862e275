using System.Globalization;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Bodies;
using Kotwal.Collectors.Framing;
using Kotwal.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Kotwal.Collectors.Elastic;

/// <summary>
/// <c>POST /_bulk</c>: documents into the spool, each with its index, id and pipeline as attributes. Answers 200 only when every
/// document that it calls created is durable. What a document says is not looked at.
/// </summary>
internal sealed class BulkDoor(
    BodyReader bodies, SourceLedger ledger, IOptions<ElasticOptions> elastic, IOptions<IngestOptions> limits, TimeProvider clock)
{
    public const string Kind = "elastic";

    // Two million items without ids, of all requests together.
    private const long ItemsBytes = 64 << 20;

    private readonly ByteBudget items = new(ItemsBytes);

    /// <summary>Takes a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="index">The index that its address names; null when it names none.</param>
    public async Task HandleAsync(HttpContext http, string? index)
    {
        var query = http.Request.Query;
        if (Refusal(http.Request, out var source, out var format, out var encoding) is { } wrong)
        {
            await ElasticError.WriteAsync(http, wrong.Status, wrong.Detail);
            return;
        }

        var sender = new RecordOrigin
        {
            Source = source,
            Transport = Kind,
            Sender = http.Connection.RemoteIpAddress is { } address ? SenderAddress.TextOf(address) : null,
            Format = format.Length > 0 ? format : null,
        };
        var started = clock.GetTimestamp();
        var account = ledger.Account(source, Kind);
        var pipeline = query["pipeline"].ToString();
        var actions = new BulkActions(sender, new BulkDefaults(index, pipeline.Length > 0 ? pipeline : null));
        using var intake = new BulkIntake(bodies, actions, account, items);
        var framer = new LineFramer(limits.Value.MaxRecordBytes, keepsEmpty: true);
        if (await bodies.ReadAsync(http, encoding, framer, intake, account, http.RequestAborted) is { } refusal)
        {
            await RefuseAsync(http, refusal);
            return;
        }

        if (intake.Items.Count == 0)
        {
            await ElasticError.WriteAsync(http, StatusCodes.Status400BadRequest, "request body is required");
            return;
        }

        ElasticError.Mark(http.Response);
        http.Response.ContentType = "application/json";
        await BulkAnswer.WriteAsync(
            http.Response.BodyWriter, intake.Items, new FilterPath(query["filter_path"]), clock.GetElapsedTime(started), http.RequestAborted);
    }

    private BodyRefusal? Refusal(HttpRequest request, out string source, out string format, out BodyEncoding encoding)
    {
        source = request.Query["source"] is [{ } named] ? named : elastic.Value.Source;
        format = request.Query["format"] is [{ } chosen] ? chosen : elastic.Value.Format;
        encoding = BodyEncoding.Identity;
        if (!SourceName.IsValid(source) || SourceName.IsOwn(source) || (format.Length > 0 && !SourceName.IsValid(format)))
        {
            return new(StatusCodes.Status400BadRequest, "Names of sources and formats are 1 to 64 of a-z, 0-9, dot, underscore and hyphen, and no source is named kotwal-….");
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsJson(type.MediaType.Value))
        {
            return new(StatusCodes.Status406NotAcceptable, $"Content-Type header [{request.ContentType}] is not supported: send application/x-ndjson.");
        }

        if (BodyEncodings.Of(request) is not { } known)
        {
            return new(StatusCodes.Status415UnsupportedMediaType, "Content-Encoding must be gzip, zstd or absent.");
        }

        encoding = known;
        return null;
    }

    // Clients of version 8 and later name the version in the type, and mean the same.
    private static bool IsJson(string? type) => type?.ToLowerInvariant()
        is "application/x-ndjson" or "application/json" or "application/vnd.elasticsearch+x-ndjson" or "application/vnd.elasticsearch+json";

    // Senders know 429 as the word for "later", and send all of it again.
    private Task RefuseAsync(HttpContext http, BodyRefusal refusal)
    {
        if (refusal.Status != StatusCodes.Status503ServiceUnavailable)
        {
            return ElasticError.WriteAsync(http, refusal.Status, refusal.Detail);
        }

        http.Response.Headers.RetryAfter = ((int)limits.Value.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ElasticError.WriteAsync(http, StatusCodes.Status429TooManyRequests, refusal.Detail);
    }
}
