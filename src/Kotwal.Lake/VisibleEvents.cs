namespace Kotwal.Lake;

/// <summary>
/// Which stored events a question may look at: all of them, or those of which one of some fields has one of some values. What is
/// left out is left out before anything else is computed, so that no text of a hunt can count it, join it or name it. Immutable.
/// </summary>
public sealed class VisibleEvents
{
    private VisibleEvents(bool isAll, IReadOnlyList<FieldValues> anyOf) => (IsAll, AnyOf) = (isAll, anyOf);

    /// <summary>Every event: for the program's own work, and for who may see all.</summary>
    public static VisibleEvents All { get; } = new(true, []);

    /// <summary>No event.</summary>
    public static VisibleEvents None { get; } = new(false, []);

    /// <summary>True when nothing is left out.</summary>
    public bool IsAll { get; }

    /// <summary>An event that fits one of these is visible.</summary>
    public IReadOnlyList<FieldValues> AnyOf { get; }

    /// <summary>Events that fit at least one of the conditions; no condition is no event.</summary>
    public static VisibleEvents With(IEnumerable<FieldValues> anyOf) =>
        new(false, [.. anyOf.Where(condition => condition is { Fields.Count: > 0, Values.Count: > 0 })]);
}

/// <summary>Fits an event of which at least one of the fields has at least one of the values.</summary>
/// <param name="Fields">Dotted names. A field may have several values; each counts.</param>
/// <param name="Values">Texts that are compared as they are: upper and lower case differ.</param>
public sealed record FieldValues(IReadOnlyList<string> Fields, IReadOnlyList<string> Values);
