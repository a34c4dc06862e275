using System.Text.Json.Serialization;
using Kotwal.Hunt;

namespace Kotwal.Lake.Retention;

/// <summary>A legal hold: events that are kept beyond any retention until it is lifted. Immutable.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What people call it: a case, an order.</param>
/// <param name="Query">Which events, as a hunt that only filters.</param>
/// <param name="From">Earliest <c>@timestamp</c>, included; null for all.</param>
/// <param name="To">Latest <c>@timestamp</c>, not included; null for all.</param>
/// <param name="MadeAt">When it was made; what <c>now()</c> means in the hunt.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="LiftedAt">When it was lifted; null as long as it holds.</param>
/// <param name="LiftedBy">By whom.</param>
public sealed record Hold(
    Guid Id,
    string Name,
    string Query,
    DateTimeOffset? From,
    DateTimeOffset? To,
    DateTimeOffset MadeAt,
    string MadeBy,
    DateTimeOffset? LiftedAt = null,
    string? LiftedBy = null)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>Whether it keeps anything.</summary>
    [JsonIgnore]
    public bool IsActive => LiftedAt is null;

    /// <summary>The hunt with the bounds of time.</summary>
    /// <exception cref="FormatException">It is no hunt, or one that does more than filter.</exception>
    internal HuntQuery ToHunt() => new EventFilter(Query, From, To).ToHunt();
}
