using Kotwal.City.People;

namespace Kotwal.Respond.Incidents;

/// <summary>What a person reports.</summary>
/// <param name="Title">One line that says what happened.</param>
/// <param name="Severity">Gravity in Sigma's words, from <c>informational</c> to <c>critical</c>.</param>
/// <param name="AlertIds">Alerts it is about; may be empty.</param>
/// <param name="Parts">Parts of the city it is about; when there are none, those that the person reaches.</param>
internal sealed record IncidentReport(string Title, string Severity, IReadOnlyList<Guid> AlertIds, IReadOnlyList<ScopeKey> Parts);
