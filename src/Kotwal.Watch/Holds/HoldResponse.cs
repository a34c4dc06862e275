using Kotwal.Lake.Retention;

namespace Kotwal.Watch.Holds;

/// <summary>A legal hold, as the API says it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Query">Which events, as a hunt.</param>
/// <param name="From">Earliest <c>@timestamp</c>, included.</param>
/// <param name="To">Latest <c>@timestamp</c>, not included.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="LiftedAt">When it was lifted; null as long as it holds.</param>
/// <param name="LiftedBy">By whom.</param>
internal sealed record HoldResponse(
    Guid Id, string Name, string Query, DateTimeOffset? From, DateTimeOffset? To, DateTimeOffset MadeAt, string MadeBy, DateTimeOffset? LiftedAt, string? LiftedBy)
{
    public static HoldResponse Of(Hold hold) =>
        new(hold.Id, hold.Name, hold.Query, hold.From, hold.To, hold.MadeAt, hold.MadeBy, hold.LiftedAt, hold.LiftedBy);

    /// <summary>Which events, in one line for the audit trail.</summary>
    public static string Describe(string query, DateTimeOffset? from, DateTimeOffset? to) =>
        string.Join(' ', new[] { query.Trim(), from is null ? "" : $"from {from:O}", to is null ? "" : $"to {to:O}" }.Where(part => part.Length > 0));
}
