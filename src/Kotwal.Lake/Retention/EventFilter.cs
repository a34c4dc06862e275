using System.Globalization;
using Kotwal.Hunt;

namespace Kotwal.Lake.Retention;

/// <summary>Which events somebody means: a hunt that only filters, and bounds of time.</summary>
/// <param name="Query">The hunt.</param>
/// <param name="From">Earliest <c>@timestamp</c>, included; null for all.</param>
/// <param name="To">Latest <c>@timestamp</c>, not included; null for all.</param>
public sealed record EventFilter(string Query, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>The hunt with the bounds of time.</summary>
    /// <exception cref="FormatException">It is no hunt, or one that does more than filter.</exception>
    public HuntQuery ToHunt()
    {
        if (From >= To)
        {
            throw new FormatException("The time ends before it begins.");
        }

        var parse = HuntQuery.Parse(Query + Bound(">=", From) + Bound("<", To));
        return parse switch
        {
            { IsRead: false } => throw new FormatException(parse.Error!.ToString()),
            { Query.IsFilter: false } => throw new FormatException("It must say which events are meant, by a search and where, and do nothing else with them."),
            _ => parse.Query,
        };
    }

    private static string Bound(string comparison, DateTimeOffset? at) => at is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"\n| where @timestamp {comparison} datetime({time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'})")
        : "";
}
