namespace Kotwal.Lake;

/// <summary>
/// Which stored events a question may look at: all of them, or those of which one of some fields has one of some values, and of these
/// not those that fit other conditions. What is left out is left out before anything else is computed, so that no text of a hunt can
/// count it, join it or name it. Immutable.
/// </summary>
public sealed class VisibleEvents
{
    private VisibleEvents(IReadOnlyList<FieldValues>? anyOf, IReadOnlyList<FieldValues> noneOf) => (AnyOf, NoneOf) = (anyOf, noneOf);

    /// <summary>Every event: for the program's own work, and for who may see all.</summary>
    public static VisibleEvents All { get; } = new(null, []);

    /// <summary>No event.</summary>
    public static VisibleEvents None { get; } = new([], []);

    /// <summary>True when nothing is left out.</summary>
    public bool IsAll => AnyOf is null && NoneOf.Count == 0;

    /// <summary>An event that fits one of these is visible; null for every event.</summary>
    public IReadOnlyList<FieldValues>? AnyOf { get; }

    /// <summary>An event that fits one of these is not visible, whatever else it fits.</summary>
    public IReadOnlyList<FieldValues> NoneOf { get; }

    /// <summary>Events that fit at least one of the conditions; no condition is no event.</summary>
    public static VisibleEvents With(IEnumerable<FieldValues> anyOf) =>
        new([.. anyOf.Where(CanFit)], []);

    /// <summary>The same events but those that fit the condition.</summary>
    public VisibleEvents Without(FieldValues condition) => CanFit(condition) ? new(AnyOf, [.. NoneOf, condition]) : this;

    private static bool CanFit(FieldValues condition) => condition is { Fields.Count: > 0, Values.Count: > 0 };
}

/// <summary>Fits an event of which at least one of the fields has at least one of the values.</summary>
/// <param name="Fields">Dotted names. A field may have several values; each counts.</param>
/// <param name="Values">Texts that are compared as they are: upper and lower case differ.</param>
public sealed record FieldValues(IReadOnlyList<string> Fields, IReadOnlyList<string> Values);
