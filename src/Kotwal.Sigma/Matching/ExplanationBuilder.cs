using System.Collections.Immutable;
using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>Evaluates every node of a compiled rule and keeps what was seen.</summary>
internal static class ExplanationBuilder
{
    private const int MostValues = 10;
    private const int LongestValueBytes = 1_024;

    public static SigmaExplanationNode Explain<TEvent>(MatchNode node, in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct
    {
        if (node.Item is { } item)
        {
            return new(node.Label, item.Matches(candidate), false, [], Evidence(item, candidate));
        }

        var parts = ImmutableArray.CreateBuilder<SigmaExplanationNode>(node.Parts.Length);
        foreach (var part in node.Parts)
        {
            parts.Add(Explain(part, candidate));
        }

        var isNegation = node.Kind == MatchNodeKind.Not;
        var isTrue = isNegation ? !parts[0].IsTrue : parts.Count(part => part.IsTrue) >= node.Needed;
        return new(node.Label, isTrue, isNegation, parts.MoveToImmutable(), null);
    }

    private static SigmaEvidence Evidence<TEvent>(ItemMatcher matcher, in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct
    {
        var values = ImmutableArray.CreateBuilder<string>();
        var decisive = ImmutableArray.CreateBuilder<string>();
        if (matcher.Item.Field is null)
        {
            var cursor = 0;
            while (decisive.Count < MostValues && candidate.TryNextOfAll(ref cursor, out var value))
            {
                Note(matcher, value, values: null, decisive);
            }

            if (decisive.Count == 0 && !candidate.Original.IsEmpty)
            {
                Note(matcher, new(candidate.Original, SigmaValueKind.Text), values: null, decisive);
            }

            return new(matcher.Item, decisive.ToImmutable(), decisive.ToImmutable());
        }

        foreach (var handle in matcher.Handles)
        {
            var cursor = 0;
            while (values.Count < MostValues && candidate.TryNext(handle, ref cursor, out var value))
            {
                Note(matcher, value, values, decisive);
            }

            if (values.Count > 0)
            {
                break;
            }
        }

        return new(matcher.Item, values.ToImmutable(), decisive.ToImmutable());
    }

    private static void Note(
        ItemMatcher matcher, SigmaEventValue value, ImmutableArray<string>.Builder? values, ImmutableArray<string>.Builder decisive)
    {
        var text = value.Kind switch { SigmaValueKind.Null => "null", SigmaValueKind.Object => "{…}", _ => TextOf(value.Text) };
        values?.Add(text);
        if (matcher.HoldsFor(value))
        {
            decisive.Add(text);
        }
    }

    private static string TextOf(ReadOnlySpan<byte> text) => text.Length <= LongestValueBytes
        ? Encoding.UTF8.GetString(text)
        : Encoding.UTF8.GetString(text[..LongestValueBytes]) + "…";
}
