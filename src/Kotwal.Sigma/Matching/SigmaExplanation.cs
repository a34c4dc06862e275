using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>A field and one of its values.</summary>
/// <param name="Field">The field's name in the rule; null for a value in which a keyword was found.</param>
/// <param name="Value">The value; long ones are cut.</param>
public sealed record SigmaFieldMatch(string? Field, string Value);

/// <summary>What a single comparison saw.</summary>
/// <param name="Item">The comparison as the rule has it.</param>
/// <param name="Values">Values that the event has in the field, at most ten; empty when the field is absent, and for keywords that were not found.</param>
/// <param name="Decisive">Those of the values that fit the rule.</param>
public sealed record SigmaEvidence(SigmaSearchItem Item, ImmutableArray<string> Values, ImmutableArray<string> Decisive)
{
    /// <summary>What the field was compared with, for people.</summary>
    public string Pattern => string.Join(Item.IsAll ? " and " : " or ", Item.Values.Select(value => value is SigmaText ? $"'{value}'" : value.ToString()));
}

/// <summary>A part of a rule with its result for one event.</summary>
/// <param name="Text">The part in the rule's words: a search's name, an operator, or a field with its modifiers.</param>
/// <param name="IsTrue">The result.</param>
/// <param name="IsNegation">True for <c>not</c>, whose single part is true when this is false.</param>
/// <param name="Parts">The parts; empty for a comparison.</param>
/// <param name="Evidence">What a comparison saw; null for others.</param>
public sealed record SigmaExplanationNode(
    string Text, bool IsTrue, bool IsNegation, ImmutableArray<SigmaExplanationNode> Parts, SigmaEvidence? Evidence);

/// <summary>Why a rule matched an event, or did not.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Root">The condition with its results.</param>
public sealed record SigmaExplanation(SigmaRule Rule, SigmaExplanationNode Root)
{
    public bool IsMatch => Root.IsTrue;

    /// <summary>Fields and values that made the rule true, each once; empty when it is not true. What stands behind <c>not</c> is left out.</summary>
    public ImmutableArray<SigmaFieldMatch> MatchedFields
    {
        get
        {
            var matches = new List<SigmaFieldMatch>();
            Collect(Root, matches);
            return [.. matches.Distinct()];
        }
    }

    /// <summary>
    /// The first comparison that kept the rule from matching: one that is false, or, behind <c>not</c>, one that is true. Null when the
    /// rule matched.
    /// </summary>
    public SigmaExplanationNode? FirstFailure => Root.IsTrue ? null : Decider(Root);

    private static void Collect(SigmaExplanationNode node, List<SigmaFieldMatch> matches)
    {
        if (!node.IsTrue || node.IsNegation)
        {
            return;
        }

        if (node.Evidence is { } evidence && !evidence.Item.IsNegated)
        {
            matches.AddRange(evidence.Decisive.Select(value => new SigmaFieldMatch(evidence.Item.Field, value)));
        }

        foreach (var part in node.Parts)
        {
            Collect(part, matches);
        }
    }

    private static SigmaExplanationNode Decider(SigmaExplanationNode node)
    {
        while (!node.Parts.IsEmpty)
        {
            var wanted = node.IsNegation ? !node.IsTrue : node.IsTrue;
            node = node.Parts.FirstOrDefault(part => part.IsTrue == wanted) ?? node.Parts[0];
        }

        return node;
    }
}
