using Kotwal.City.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Kotwal.Watch.Health;

/// <summary>How Kotwal itself and its sources are: what is ill first.</summary>
internal static class GetHealth
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/health", Handle).WithName(nameof(GetHealth)).RequireAuthorization(Policies.ReadAll);

    private static Ok<Response> Handle(HealthBook book)
    {
        var conditions = book.Conditions;
        return TypedResults.Ok(new Response(
            conditions.All(one => one.State != HealthState.Ill),
            [.. conditions.Select(one => new Item(one.Kind, one.Subject, one.State.ToString().ToLowerInvariant(), one.Words, one.Since, one.LookedAt))]));
    }

    /// <param name="Well">Whether nothing is ill.</param>
    /// <param name="Conditions">Everything that is looked after.</param>
    internal sealed record Response(bool Well, IReadOnlyList<Item> Conditions);

    /// <param name="Kind">What is looked at.</param>
    /// <param name="Subject">Of which thing.</param>
    /// <param name="State"><c>well</c>, <c>ill</c> or <c>unknown</c>.</param>
    /// <param name="Words">What was found.</param>
    /// <param name="Since">Since when it is so.</param>
    /// <param name="LookedAt">When it was looked at last.</param>
    internal sealed record Item(string Kind, string Subject, string State, string Words, DateTimeOffset Since, DateTimeOffset LookedAt);
}
