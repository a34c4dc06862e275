using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>
/// Bounds how often one address, account or token asks, and how much a stranger may send. Stands behind authentication, so that
/// people who share an address do not share its bound, and a made-up token is a stranger. Buckets that are full again are forgotten.
/// </summary>
internal sealed class RequestRates : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly RequestDelegate next;
    private readonly RequestRateOptions options;
    private readonly PartitionedRateLimiter<HttpContext> limiter;

    public RequestRates(RequestDelegate next, IOptions<RequestRateOptions> options)
    {
        this.next = next;
        this.options = options.Value;
        limiter = PartitionedRateLimiter.Create<HttpContext, string>(Bucket);
    }

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsIngest(context))
        {
            using var lease = limiter.AttemptAcquire(context);
            if (!lease.IsAcquired)
            {
                CityMeter.RequestsRefused.Add(1);
                await RefuseAsync(context);
                return;
            }
        }

        if (!IsKnown(context) && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body
            && !(body.MaxRequestBodySize <= options.StrangerMaxBodyBytes))
        {
            body.MaxRequestBodySize = options.StrangerMaxBodyBytes;
        }

        await next(context);
    }

    public void Dispose() => limiter.Dispose();

    // Who is refused at a door for records is counted: only what the door will take passes uncounted.
    private static bool IsIngest(HttpContext context) =>
        IsKnown(context) && Policies.Allows(context.User, Policies.Ingest) && IsDoor(context.GetEndpoint());

    private static bool IsDoor(Endpoint? endpoint) =>
        endpoint is not null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(asked => asked.Policy == Policies.Ingest);

    private static bool IsKnown(HttpContext context) => context.User.Identity?.IsAuthenticated == true;

    private RateLimitPartition<string> Bucket(HttpContext context) =>
        IsKnown(context) && context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? RateLimitPartition.GetTokenBucketLimiter("known " + id, _ => PerMinute(options.KnownPerMinute))
            : RateLimitPartition.GetTokenBucketLimiter("from " + (context.Connection.RemoteIpAddress is { } address ? AddressKey.Of(address) : null), _ => PerMinute(options.StrangerPerMinute));

    private static TokenBucketRateLimiterOptions PerMinute(int requests) => new()
    {
        TokenLimit = requests,
        TokensPerPeriod = Math.Max(1, requests / 60),
        ReplenishmentPeriod = requests >= 60 ? Period : Period * (60.0 / requests),
    };

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = Period.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return TypedResults
            .Problem("Too many requests came from here. Slow down.", statusCode: StatusCodes.Status429TooManyRequests)
            .ExecuteAsync(context);
    }
}
