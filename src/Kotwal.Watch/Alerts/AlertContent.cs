using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Alerts;

/// <summary>
/// What the desk keeps of an alert's content. Rules and events come from strangers, so that each list and text has a bound;
/// what is over it is cut.
/// </summary>
/// <param name="alert">The alert as the detector stated it.</param>
internal sealed class AlertContent(Alert alert)
{
    public const int MaxTags = 50;
    public const int MaxEntities = 20;
    public const int MaxMatched = 100;
    public const int MaxValueLength = 4096;
    public const int MaxSearchLength = 2000;
    public const int MaxEventJsonLength = 64 * 1024;

    public string RuleId { get; } = Cut(alert.RuleId, StoredAlert.MaxTitleLength);

    public string Title { get; } = Cut(alert.RuleTitle, StoredAlert.MaxTitleLength);

    public IReadOnlyList<string> Tags { get; } =
        [.. alert.Tags.Take(MaxTags).Select(tag => Cut(tag, StoredAlert.MaxTitleLength))];

    public IReadOnlyList<NamedValue> Entities { get; } = [.. alert.Entities.Take(MaxEntities).Select(Kept)];

    public IReadOnlyList<NamedValue> Matched { get; } = [.. alert.Matched.Take(MaxMatched).Select(Kept)];

    public IReadOnlyList<EventCopy> Events { get; } =
        [.. alert.Events.Take(Alert.MaxEvents).Select(copy => new EventCopy(copy.Id.Value, Bounded(copy.Json)))];

    public string SearchText => SearchTextOf(Title, RuleId, Tags, Entities);

    /// <summary>What a search for words looks at.</summary>
    public static string SearchTextOf(string title, string ruleId, IReadOnlyList<string> tags, IReadOnlyList<NamedValue> entities) => Cut(
        string.Join(' ', [title, ruleId, .. tags, .. entities.Select(entity => entity.Value)]).ToLowerInvariant(),
        MaxSearchLength);

    private static NamedValue Kept(KeyValuePair<string, string> pair) =>
        new(Cut(pair.Key, StoredAlert.MaxTitleLength), Cut(pair.Value, MaxValueLength));

    // Half a JSON object is none: a copy over the bound keeps only the way to the event in the lake.
    private static string Bounded(string json) => json.Length <= MaxEventJsonLength ? json : "{}";

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
