using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Events.Alerts;

namespace Kotwal.City.Work;

/// <summary>What other desks may know of stored alerts. Safe for many threads.</summary>
public interface IAlertBook
{
    /// <summary>
    /// Finds alerts by their ids, oldest first; ids that are unknown, or out of reach, are left out, and so are entities of an alert
    /// that it has from events out of reach.
    /// </summary>
    ValueTask<IReadOnlyList<AlertSummary>> FindAsync(IReadOnlyCollection<AlertId> ids, Reach reach, CancellationToken cancel);

    /// <summary>Whether every one of the alerts is in reach. An unknown one is not.</summary>
    ValueTask<bool> ReachesAllAsync(IReadOnlyCollection<AlertId> ids, Reach reach, CancellationToken cancel);
}

/// <summary>An alert without the events it is about.</summary>
/// <param name="Id">The alert's id; its page is <c>/alerts/{id}</c>.</param>
/// <param name="Title">Title of the rule.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="At">Time of the event that completed the statement, in UTC.</param>
/// <param name="Entities">Whom it concerns, as field and value.</param>
/// <param name="Parts">The parts of the city that it stands in.</param>
public sealed record AlertSummary(
    AlertId Id,
    string Title,
    AlertSeverity Severity,
    DateTimeOffset At,
    IReadOnlyList<KeyValuePair<string, string>> Entities,
    IReadOnlyList<ScopeKey> Parts)
{
    /// <summary>Whether it is about the audit trail, so that those alone see it who may read the trail.</summary>
    public bool IsOfAudit { get; init; }
}
