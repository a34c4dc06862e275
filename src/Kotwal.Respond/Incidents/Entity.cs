using System.Collections.Frozen;

namespace Kotwal.Respond.Incidents;

/// <summary>
/// A machine, an address, a person or a rule that alerts have in common. An address is the same one whether it is the source of
/// one alert or the destination of another: so the step from the attacked to the attacker is followed.
/// </summary>
/// <param name="Field">One of ECS's <c>related.hosts</c>, <c>related.ip</c>, <c>related.user</c>, or <c>rule.id</c>.</param>
/// <param name="Value">The value in the form in which it is compared: lower case, without blanks around it.</param>
public readonly record struct Entity(string Field, string Value)
{
    public const string Hosts = "related.hosts";
    public const string Addresses = "related.ip";
    public const string Users = "related.user";
    public const string Rules = "rule.id";

    /// <summary>Longest value that is compared, in characters; longer ones join nothing.</summary>
    public const int MaxValueLength = 300;

    private static readonly FrozenDictionary<string, string> JoiningFields = new Dictionary<string, string>
    {
        ["host.name"] = Hosts,
        ["source.ip"] = Addresses,
        ["destination.ip"] = Addresses,
        ["user.name"] = Users,
    }.ToFrozenDictionary();

    // Such values say that a field is not known, or mean another machine on every machine.
    private static readonly FrozenSet<string> MeaninglessValues = FrozenSet.Create(
        StringComparer.Ordinal, "", "-", "unknown", "n/a", "null", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::");

    /// <summary>The entities among an alert's fields that may join it to others, each once, in their order.</summary>
    public static IReadOnlyList<Entity> Of(IEnumerable<KeyValuePair<string, string>> fields) =>
        [.. fields.Where(field => JoiningFields.ContainsKey(field.Key)).Select(Normal).Where(Joins).Distinct()];

    /// <summary>
    /// The entities of an alert, or its rule where it names none, so that a rule that cannot say whom it concerns fills one
    /// incident and not a thousand.
    /// </summary>
    public static IReadOnlyList<Entity> Of(IEnumerable<KeyValuePair<string, string>> fields, string ruleId)
    {
        var entities = Of(fields);
        return entities.Count > 0 ? entities : [new Entity(Rules, ruleId)];
    }

    private static Entity Normal(KeyValuePair<string, string> field) =>
        new(JoiningFields[field.Key], field.Value.Trim().ToLowerInvariant());

    private static bool Joins(Entity entity) =>
        entity.Value.Length <= MaxValueLength && !MeaninglessValues.Contains(entity.Value);
}
