using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Detection.Alerts;

/// <summary>What all detectors say of an alert alike.</summary>
internal static class AlertFacts
{
    // What alerts share here belongs together; the order is that of a reader's questions: which machine, who, from where, where to.
    private static readonly Field[] EntityFields =
    [
        Field.Of("host.name"), Field.Of("user.name"), Field.Of("source.ip"), Field.Of("destination.ip"),
        Field.Of("city.node"), Field.Of("city.service"),
    ];

    /// <summary>Sigma's level as a severity; a rule without one is of medium severity.</summary>
    public static AlertSeverity SeverityOf(SigmaLevel? level) => level switch
    {
        SigmaLevel.Informational => AlertSeverity.Informational,
        SigmaLevel.Low => AlertSeverity.Low,
        SigmaLevel.High => AlertSeverity.High,
        SigmaLevel.Critical => AlertSeverity.Critical,
        _ => AlertSeverity.Medium,
    };

    /// <summary>Whom the event concerns.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> EntitiesOf(in SecurityEvent candidate)
    {
        var entities = new List<KeyValuePair<string, string>>();
        foreach (var field in EntityFields)
        {
            if (candidate.TextOf(field) is { Length: > 0 } text)
            {
                entities.Add(new(field.Name, text));
            }
        }

        return entities;
    }
}
