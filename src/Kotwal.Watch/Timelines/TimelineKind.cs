namespace Kotwal.Watch.Timelines;

/// <summary>A kind of thing whose events are put in order, and the fields that name it.</summary>
/// <param name="Key">How the address of the page says it.</param>
/// <param name="Fields">Dotted names; an event is of the thing when one of them has its name.</param>
internal sealed record TimelineKind(string Key, IReadOnlyList<string> Fields)
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<TimelineKind> All { get; } =
    [
        new("host", ["host.name", "host.hostname", "observer.name", "log.syslog.hostname", "city.node"]),
        new("user", ["user.name", "source.user.name", "destination.user.name", "user.target.name"]),
        new("address", ["source.ip", "destination.ip", "host.ip", "client.ip", "server.ip", "log.source.address"]),
    ];

    /// <summary>The kind of that key; hosts for what is none.</summary>
    public static TimelineKind Of(string? key) => All.FirstOrDefault(kind => kind.Key == key) ?? All[0];
}
