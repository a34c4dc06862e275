using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Alerts;

/// <summary>A part of the city that an alert stands in. Written with the alert and never changed.</summary>
public sealed class AlertPart
{
    /// <summary>Longest text of a part, in characters: its kind, a colon and its value.</summary>
    public const int MaxLength = ScopeKey.MaxValueLength + 16;

    internal AlertPart(AlertId alert, string part, string order) => (AlertId, Part, Order) = (alert, part, order);

    private AlertPart()
    {
    }

    public AlertId AlertId { get; private set; }

    /// <summary>The part as <see cref="ScopeKey.ToString"/> writes it, or <see cref="AlertParts.Audit"/>.</summary>
    public string Part { get; private set; } = "";

    /// <summary>The alert's place in time, so that the newest of a part are found without looking at all others.</summary>
    public string Order { get; private set; } = "";
}
