using System.Globalization;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Bodies;
using Kotwal.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Http;

/// <summary>The answer to an ingest request: what is durable, and what was refused for its size or encoding.</summary>
/// <param name="Accepted">Records that survive a loss of power now.</param>
/// <param name="Rejected">Records that were not kept.</param>
public sealed record IngestAnswer(long Accepted, long Rejected);

/// <summary>
/// <c>POST /api/v1/ingest/{source}</c>: JSON lines, a JSON array or raw lines; gzip and zstd. Answers 200 only when every record
/// is durable. The content of a record is not looked at: a malformed line is accepted and becomes an event that says so.
/// </summary>
public static class Ingest
{
    private const string Kind = "http";
    private const string Route = "/api/v1/ingest/{source}";

    /// <summary>Adds the endpoint; the caller says who may use it.</summary>
    public static RouteHandlerBuilder MapIngest(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Route, HandleAsync).WithName(nameof(Ingest));

    private static async Task<Results<Ok<IngestAnswer>, ProblemHttpResult>> HandleAsync(
        string source,
        string? format,
        string? tz,
        HttpContext http,
        BodyReader bodies,
        SourceLedger ledger,
        IOptions<IngestOptions> options,
        CancellationToken cancel)
    {
        if (!SourceName.IsValid(source) || (format is not null && !SourceName.IsValid(format)))
        {
            return Refuse(StatusCodes.Status400BadRequest, "Names of sources and formats are 1 to 64 of a-z, 0-9, dot, underscore and hyphen.");
        }

        if (SourceName.IsOwn(source))
        {
            return Refuse(StatusCodes.Status400BadRequest, $"Sources named {SourceName.OwnPrefix}… are the program's own. Choose another name.");
        }

        if (tz is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(tz, out _))
        {
            return Refuse(StatusCodes.Status400BadRequest, "tz must be the IANA name of a time zone, for example Asia/Kolkata.");
        }

        if (IngestBody.From(http.Request, out var refusal) is not { } body)
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType, refusal!);
        }

        var origin = new RecordOrigin
        {
            Source = source,
            Transport = Kind,
            Sender = http.Connection.RemoteIpAddress is { } address ? SenderAddress.TextOf(address) : null,
            Format = format,
            TimeZone = tz,
        };
        var account = ledger.Account(source, Kind);
        var intake = new PlainIntake(bodies, origin, account);
        var refused = await bodies.ReadAsync(http, body.Encoding, body.Framer(options.Value.MaxRecordBytes), intake, account, cancel);
        if (refused is null)
        {
            return TypedResults.Ok(new IngestAnswer(intake.Accepted, 0));
        }

        if (refused.Status == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = ((int)options.Value.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Refuse(refused.Status, refused.Detail, intake.Accepted);
    }

    private static ProblemHttpResult Refuse(int status, string detail, long accepted = 0) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["accepted"] = accepted });
}
