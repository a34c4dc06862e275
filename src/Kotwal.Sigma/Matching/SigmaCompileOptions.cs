using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// Says which fields of the caller's events a field of a rule stands for.
/// </summary>
/// <param name="field">The field's name in the rule.</param>
/// <param name="logSource">The rule's log source, since names mean different things in different logs.</param>
/// <returns>Handles in the order in which they are tried: the first that the event has is used. Empty when the name is not mapped.</returns>
public delegate ImmutableArray<int> SigmaFieldResolver(string field, SigmaLogSource logSource);

/// <summary>What a rule needs from its surroundings when it is compiled.</summary>
public sealed record SigmaCompileOptions
{
    /// <summary>Maps names of fields.</summary>
    public required SigmaFieldResolver Fields { get; init; }

    /// <summary>Values of placeholders by name, without the percent signs. They may have wildcards, which stand for themselves in regular expressions. A rule with others is rejected.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Placeholders { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The zone in which <c>minute</c> to <c>year</c> read times. Default UTC, which times without a zone are also taken for.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// Longest time for one match of a regular expression that needs backtracking, or has long counted repetitions; beyond it the
    /// expression counts as not found and <see cref="SigmaMatcher.RegexTimeouts"/> goes up. Default 1 s.
    /// </summary>
    public TimeSpan RegexTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
