using Kotwal.City.Access;

namespace Kotwal.Console.Tests.Host;

/// <summary>An API as a desk would map one.</summary>
internal static class TestEndpoints
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapGet("/api/v1/things", () => "read").RequireAuthorization(Policies.Read);
        app.MapPost("/api/v1/things", () => "written").RequireAuthorization(Policies.WriteAlerts);
        app.MapPost("/api/v1/ingest", () => "taken").RequireAuthorization(Policies.Ingest);
        app.MapGet("/api/v1/forgotten", () => "no policy was asked for");
        app.MapGet("/api/v1/fails", string () => throw new InvalidOperationException("On purpose."));
        app.MapGet("/fails", string () => throw new InvalidOperationException("On purpose."));
    }
}
