using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Finds the rules that apply to events of given log sources. Immutable; may be used by many threads at once.</summary>
public sealed class SigmaRouter(IEnumerable<SigmaMatcher> matchers)
{
    private readonly ImmutableArray<SigmaMatcher> matchers = [.. matchers];

    /// <summary>
    /// The rules that apply to an event that comes from all of these log sources, in the order in which they were given. The work is
    /// proportional to the number of rules: ask once for each distinct set of log sources and keep the answer.
    /// </summary>
    public ImmutableArray<SigmaMatcher> For(IReadOnlyCollection<SigmaLogSource> eventSources) =>
        [.. matchers.Where(matcher => matcher.Rule.LogSource.AppliesToAny(eventSources))];
}
