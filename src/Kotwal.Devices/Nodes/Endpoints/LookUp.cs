using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Devices.Nodes.Endpoints;

/// <summary>From an address, at a time, to what stands behind it, where, for which service, and who answers for it.</summary>
internal static class LookUp
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/lookup", Handle).WithName(nameof(LookUp)).RequireAuthorization(Policies.Read);

    private static Results<Ok<Response>, ProblemHttpResult> Handle(
        string? address, string? at, CityGraph city, TimeProvider clock, ClaimsPrincipal user)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return NodeProblem.Of("Say which: address=10.20.1.21, or a host's name.");
        }

        var time = clock.GetUtcNow();
        if (at is not null && !DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time))
        {
            return NodeProblem.Of("at takes a point in time, 2026-03-01T12:00:00Z.");
        }

        var (graph, reach) = (city.Current, Reach.For(user, Policies.Read));
        var wanted = address.Trim();
        var node = graph.FindAddress(wanted, time, reach) ?? graph.FindHost(wanted, reach);
        var zone = node?.Zone ?? graph.FindZone(wanted, reach);
        return TypedResults.Ok(new Response(
            wanted, time.ToUniversalTime(), node is null ? null : NodeReference.Of(node), PlaceResponse.Of(zone), PlaceResponse.Of(node?.Ward),
            PlaceResponse.Of(node?.Site), PlaceResponse.Of(node?.Service), PlaceResponse.Of(node?.Owner), node?.Criticality));
    }

    // Node: what had the address at that time; null when nobody known had it. The rest is of the node, the zone also of the network.
    internal sealed record Response(
        string Address, DateTimeOffset At, NodeReference? Node, PlaceResponse? Zone, PlaceResponse? Ward, PlaceResponse? Site,
        PlaceResponse? Service, PlaceResponse? Owner, string? Criticality);
}
