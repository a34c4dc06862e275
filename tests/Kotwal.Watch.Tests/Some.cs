using System.Security.Claims;
using Kotwal.City.People;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Rules;
using Kotwal.Watch.Sources;

namespace Kotwal.Watch.Tests;

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
        params (string Field, string Value)[] entities) =>
        AlertAbout("""{"host.name":"head-end","event.action":"login"}""", number, severity, at, title, rule, entities);

    /// <summary>An alert about an entry of the audit trail.</summary>
    public static Alert AuditAlert(int number) =>
        AlertAbout("""{"kotwal.source":"kotwal-audit","city.zone":"scada","event.action":"token.create"}""", number);

    private static Alert AlertAbout(
        string json,
        int number,
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
            Tags = ["attack.t1110"],
            Events = [new(happened, json)],
            Matched = [new("event.action", "login")],
            Entities = [.. entities.Select(entity => KeyValuePair.Create(entity.Field, entity.Value))],
        };
    }

    /// <summary>Somebody with a role, for the whole city or for some parts of it.</summary>
    public static ClaimsPrincipal Person(string name = "asha", string role = Roles.Analyst, params ScopeKey[] parts) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), .. GrantClaims.Write(role, parts)], "test"));

    public static RuleEntry Rule(string id = "some-rule", string title = "Something is wrong", bool isEnabled = true) => new(
        id, title, "high", "stable", "linux / sshd", ["attack.t1110"], $"rules/{id}.yml", $"title: {title}\nid: {id}\n", isEnabled, 3);

    public static SourceEntry Source(string name = "syslog", DateTimeOffset? lastReceivedAt = null) =>
        new(name, "syslog-udp", "0.0.0.0", 5514, lastReceivedAt, 10, 8, 1, 1, 0);
}
