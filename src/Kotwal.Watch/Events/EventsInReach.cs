using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Lake;

namespace Kotwal.Watch.Events;

/// <summary>Says in the lake's words which events somebody may see.</summary>
internal static class EventsInReach
{
    // The pipeline writes the source; no sender can name another.
    private static readonly FieldValues OfAudit = new(["kotwal.source"], [IAuditTrail.EventSource]);

    /// <summary>
    /// The events that stand in one of the parts; what stands in none is seen by those who reach the whole city, and what people did
    /// with this program by those who may read the audit trail.
    /// </summary>
    public static VisibleEvents Of(Reach reach) => reach.SeesAudit ? InParts(reach) : InParts(reach).Without(OfAudit);

    private static VisibleEvents InParts(Reach reach) => reach.IsWholeCity
        ? VisibleEvents.All
        : VisibleEvents.With(reach.Keys.GroupBy(key => key.Kind)
            .Select(kind => new FieldValues(ScopeFields.ByKind[kind.Key], [.. kind.Select(key => key.Value).Order(StringComparer.Ordinal)])));
}
