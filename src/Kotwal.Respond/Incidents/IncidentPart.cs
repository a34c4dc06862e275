using Kotwal.City.People;
using Kotwal.City.Work;

namespace Kotwal.Respond.Incidents;

/// <summary>A part of the city that an incident stands in; people who reach one of its parts see it.</summary>
public sealed class IncidentPart
{
    /// <summary>Longest text of a part, in characters: its kind, a colon and its value.</summary>
    public const int MaxLength = ScopeKey.MaxValueLength + 16;

    internal IncidentPart(IncidentId incident, string part) => (IncidentId, Part) = (incident, part);

    private IncidentPart()
    {
    }

    public IncidentId IncidentId { get; private set; }

    /// <summary>The part as <see cref="ScopeKey.ToString"/> writes it, or <see cref="AlertParts.Audit"/>.</summary>
    public string Part { get; private set; } = "";
}
