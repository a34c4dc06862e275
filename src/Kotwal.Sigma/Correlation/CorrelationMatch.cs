using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>A correlation that came true.</summary>
/// <param name="Correlation">The correlation.</param>
/// <param name="GroupValues">Values of its <c>group-by</c> fields, in that order.</param>
/// <param name="EventIds">The events that made it true, oldest first; the most recent ten when there are more.</param>
/// <param name="AtNanoseconds">Time of the newest of them, in nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Count">What was counted: events, different values or different rules.</param>
public sealed record CorrelationMatch(
    SigmaCorrelation Correlation, ImmutableArray<string> GroupValues, ImmutableArray<Guid> EventIds, long AtNanoseconds, int Count);
