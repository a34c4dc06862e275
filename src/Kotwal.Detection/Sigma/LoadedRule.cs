using Kotwal.Sigma.Matching;

namespace Kotwal.Detection.Sigma;

/// <summary>A rule about single events, ready to be asked.</summary>
/// <param name="Index">Zero-based place in its <see cref="RuleIndex"/>.</param>
/// <param name="Id">What identifies it: the rule's id, or its path where it has none.</param>
/// <param name="Path">File it came from.</param>
/// <param name="Matcher">The compiled rule.</param>
/// <param name="Unmapped">Fields that neither a mapping nor the schema knows; they are looked for under the rule's own name.</param>
public sealed record LoadedRule(int Index, string Id, string Path, SigmaMatcher Matcher, IReadOnlyList<string> Unmapped);
