namespace Kotwal.City.Facts;

/// <summary>One thing that is said of one node. Never changed and never removed; a later fact may end it.</summary>
/// <param name="Subject">The node it is about.</param>
/// <param name="Predicate">What is said, in the words of <see cref="FactWords"/>.</param>
/// <param name="Value">The value; for relations and merges the id of the other node.</param>
/// <param name="EffectiveAt">From when it holds, with the precision of microseconds.</param>
/// <param name="IsEnd">True when it says that the value does not hold any more.</param>
public readonly record struct Fact(NodeId Subject, string Predicate, string Value, DateTimeOffset EffectiveAt, bool IsEnd = false);

/// <summary>A fact and the recording that brought it.</summary>
public sealed record RecordedFact(Recording Recording, Fact Fact);
