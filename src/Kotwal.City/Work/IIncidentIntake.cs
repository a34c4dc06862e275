using Kotwal.City.Access;
using Kotwal.City.People;

namespace Kotwal.City.Work;

/// <summary>How one desk asks another to work on something: a person escalates alerts to an incident.</summary>
public interface IIncidentIntake
{
    /// <summary>
    /// Opens an incident about the alerts and returns its id. An alert belongs to one incident: when one of them is in an
    /// incident already, that one is returned, and the others join it as long as it is not closed.
    /// </summary>
    ValueTask<Guid> OpenAsync(IncidentRequest request, CancellationToken cancel);
}

/// <summary>What is known when a person opens an incident.</summary>
/// <param name="Title">One line that says what happened.</param>
/// <param name="Severity">Gravity in Sigma's words, from <c>informational</c> to <c>critical</c>.</param>
/// <param name="AlertIds">Alerts it is about; may be empty for a report by a person. Those out of reach are left out like unknown ones.</param>
/// <param name="OpenedBy">Name of the person who asks.</param>
/// <param name="Reach">How much of the city that person reaches with <see cref="Policies.WriteIncidents"/>.</param>
public sealed record IncidentRequest(string Title, string Severity, IReadOnlyList<Guid> AlertIds, string OpenedBy, Reach Reach)
{
    /// <summary>
    /// Parts of the city that a report is about. When none are said and no alert says any, the incident stands in the parts that
    /// the person reaches.
    /// </summary>
    public IReadOnlyCollection<ScopeKey> Parts { get; init; } = [];
}
