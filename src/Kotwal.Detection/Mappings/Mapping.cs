using Kotwal.Events;

namespace Kotwal.Detection.Mappings;

/// <summary>
/// How one kind of event meets Sigma's words: which log sources it belongs to, and under which field of the event a rule's field
/// is kept. Read from <c>content/mappings/*.yaml</c>. Immutable.
/// </summary>
public sealed record Mapping
{
    public required string Name { get; init; }

    /// <summary>Which events it is for: fields that must be there. An event takes the first mapping that fits.</summary>
    public IReadOnlyList<Field> MustHave { get; init; } = [];

    /// <summary>Which events it is for: fields and the values of which one must be theirs.</summary>
    public Condition Applies { get; init; } = Condition.Always;

    /// <summary>The only fields that products, services and categories are decided by.</summary>
    public IReadOnlyList<Field> Route { get; init; } = [];

    public IReadOnlyList<Choice> Products { get; init; } = [];

    public IReadOnlyList<Choice> Services { get; init; } = [];

    public IReadOnlyList<Choice> Categories { get; init; } = [];

    /// <summary>The field whose value is the product, or null.</summary>
    public ValueFrom? ProductFrom { get; init; }

    /// <summary>The field whose value is the service, or null.</summary>
    public ValueFrom? ServiceFrom { get; init; }

    /// <summary>A rule's field and the event fields that may hold it, best first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Patterns for all other fields: <c>{name}</c>, <c>{words}</c> and <c>{service}</c> stand for parts of the name.</summary>
    public IReadOnlyList<string> OtherFields { get; init; } = [];
}

/// <summary>A product, service or category, and the condition under which an event belongs to it.</summary>
public sealed record Choice(string Name, Condition When);

/// <summary>A name that stands in the event itself.</summary>
/// <param name="Field">The field that holds it.</param>
/// <param name="After">A prefix of the value that does not belong to the name; empty for none.</param>
public sealed record ValueFrom(Field Field, string After);
