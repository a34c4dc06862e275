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
/// <param name="AlertIds">Alerts it is about; may be empty for a report by a person.</param>
/// <param name="OpenedBy">Name of the person who asks.</param>
public sealed record IncidentRequest(string Title, string Severity, IReadOnlyList<Guid> AlertIds, string OpenedBy);
