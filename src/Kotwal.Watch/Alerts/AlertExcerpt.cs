using Kotwal.City.Access;
using Kotwal.City.Work;

namespace Kotwal.Watch.Alerts;

/// <summary>
/// What somebody sees of an alert in reach. An alert about several events may stand in parts of the city that the one who looks does
/// not reach: copies of events there are left out, and so are entities that occur in none of the copies that are left.
/// </summary>
/// <param name="Entities">Whom the alert concerns, as far as it is in reach.</param>
/// <param name="Events">The events; a copy that is out of reach is its id alone.</param>
/// <param name="IsWhole">True when nothing was left out.</param>
internal sealed record AlertExcerpt(IReadOnlyList<NamedValue> Entities, IReadOnlyList<EventCopy> Events, bool IsWhole)
{
    /// <param name="entities">Whom the alert concerns.</param>
    /// <param name="events">The events that it is about.</param>
    /// <param name="reach">What the one who looks reaches; the alert is within.</param>
    public static AlertExcerpt Of(IReadOnlyList<NamedValue> entities, IReadOnlyList<EventCopy> events, Reach reach)
    {
        // An alert about one event stands where the event does.
        if (reach.IsWholeCity || events.Count <= 1)
        {
            return new(entities, events, IsWhole: true);
        }

        var told = new HashSet<(string Name, string Value)>();
        var shown = new List<EventCopy>();
        foreach (var copy in events)
        {
            var fields = AlertParts.FieldsOf(copy.Json ?? "");
            var isReached = reach.Covers(AlertParts.Of(fields));
            shown.Add(isReached ? copy : copy with { Json = null });
            told.UnionWith(isReached ? fields.Select(field => (field.Key, field.Value)) : []);
        }

        return shown.TrueForAll(copy => copy.Json is not null)
            ? new(entities, events, IsWhole: true)
            : new([.. entities.Where(entity => told.Contains((entity.Name, entity.Value)))], shown, IsWhole: false);
    }
}
