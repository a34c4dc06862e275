using Kotwal.City.Access;
using Kotwal.Lake;

namespace Kotwal.Watch.Events;

/// <summary>Says in the lake's words which events somebody may see.</summary>
internal static class EventsInReach
{
    /// <summary>The events that stand in one of the parts; what stands in none is seen by those who reach the whole city.</summary>
    public static VisibleEvents Of(Reach reach) => reach.IsWholeCity
        ? VisibleEvents.All
        : VisibleEvents.With(reach.Keys.GroupBy(key => key.Kind)
            .Select(kind => new FieldValues(ScopeFields.ByKind[kind.Key], [.. kind.Select(key => key.Value).Order(StringComparer.Ordinal)])));
}
