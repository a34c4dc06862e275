using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// A rule compiled for the fields of one caller. It reads like the specification: every search is evaluated as it is written. Immutable;
/// may be used by many threads at once.
/// </summary>
public sealed class SigmaMatcher
{
    private readonly MatchNode root;
    private readonly RegexTest[] expressions;

    internal SigmaMatcher(SigmaRule rule, MatchNode root, ImmutableArray<string> unmapped, IEnumerable<ItemMatcher> items)
    {
        Rule = rule;
        UnmappedFields = unmapped;
        this.root = root;
        expressions = [.. items.SelectMany(item => item.Tests).OfType<RegexTest>()];
    }

    internal MatchNode Root => root;

    /// <summary>The rule that was compiled.</summary>
    public SigmaRule Rule { get; }

    /// <summary>Fields of the rule that the resolver knows nothing of. They count as absent.</summary>
    public ImmutableArray<string> UnmappedFields { get; }

    /// <summary>How often a regular expression of this rule was given up because of its time limit.</summary>
    public long RegexTimeouts => expressions.Sum(expression => expression.Timeouts);

    /// <summary>Compiles a rule, or says why it cannot be used.</summary>
    public static bool TryCompile(
        SigmaRule rule, SigmaCompileOptions options, [NotNullWhen(true)] out SigmaMatcher? matcher, [NotNullWhen(false)] out SigmaError? error)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(options);
        var compiler = new RuleCompiler(rule, options);
        matcher = compiler.Compile();
        error = matcher is null ? compiler.Error! : null;
        return matcher is not null;
    }

    /// <summary>True when the event is what the rule describes. The log source is not looked at: routing is the caller's.</summary>
    public bool Matches<TEvent>(in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct => root.Matches(candidate);

    /// <summary>Evaluates every part of the rule and says what was seen. Slower than <see cref="Matches"/>; for people.</summary>
    public SigmaExplanation Explain<TEvent>(in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct => new(Rule, ExplanationBuilder.Explain(root, candidate));
}
