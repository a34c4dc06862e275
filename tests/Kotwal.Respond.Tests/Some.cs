using System.Security.Claims;
using Kotwal.City.People;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;
using Kotwal.Testing;

namespace Kotwal.Respond.Tests;

/// <summary>Makes what does not matter to a test.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An alert that differs from others by its number.</summary>
    public static Alert Alert(
        int number = 0,
        AlertSeverity severity = AlertSeverity.High,
        DateTimeOffset? at = null,
        string title = "Something is wrong",
        string rule = "some-rule",
        params (string Field, string Value)[] entities)
    {
        var time = EventTime.From(at ?? Noon);
        var happened = SecurityEventId.Create(time, Guid.Empty, number, 0);
        return new()
        {
            Id = AlertId.Create(rule, time, happened),
            RuleId = rule,
            RuleTitle = title,
            Severity = severity,
            At = time,
            Events = [new(happened, "{}")],
            Entities = [.. entities.Select(entity => KeyValuePair.Create(entity.Field, entity.Value))],
        };
    }

    /// <summary>Somebody with a role, for the whole city or for some parts of it.</summary>
    public static ClaimsPrincipal Person(string name = "asha", string role = Roles.Analyst, params ScopeKey[] parts) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), .. GrantClaims.Write(role, parts)], "test"));

    public static Incident Incident(TimeProvider? clock = null) =>
        Kotwal.Respond.Incidents.Incident.Open(new(2026, 1), "Something is wrong", AlertSeverity.High, "someone", clock ?? new Clock(Noon));
}
