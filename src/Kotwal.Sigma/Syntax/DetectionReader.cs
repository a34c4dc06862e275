using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>Reads the searches and the condition of a rule, or of a filter.</summary>
internal sealed class DetectionReader(SyntaxFaults faults)
{
    /// <param name="entry">The entry <c>detection</c> or <c>filter</c>.</param>
    /// <param name="others">Keys in it that are not searches, besides the condition.</param>
    public SigmaDetection? Read(YamlEntry entry, params ReadOnlySpan<string> others)
    {
        if (entry.Value is not YamlMap map)
        {
            return Fail(entry.Key.At, $"'{entry.Key.Text}' must be a map of searches and a condition.");
        }

        if (map.Entries.Length > faults.Limits.MaxSearches)
        {
            return Fail(entry.Key.At, $"'{entry.Key.Text}' has more than {faults.Limits.MaxSearches} searches.");
        }

        var reader = new SearchReader(faults);
        var searches = ImmutableArray.CreateBuilder<SigmaSearch>();
        YamlEntry? condition = null;
        foreach (var part in map.Entries)
        {
            if (part.Key.Text == "condition")
            {
                condition = part;
            }
            else if (part.Key.Text == "timeframe")
            {
                return Fail(
                    part.Key.At,
                    "'timeframe' is no longer part of Sigma; leave it out and write a correlation with timespan that refers to this rule.");
            }
            else if (!others.Contains(part.Key.Text))
            {
                if (reader.ReadSearch(part) is not { } search)
                {
                    return null;
                }

                searches.Add(search);
            }
        }

        if (condition is null)
        {
            return Fail(entry.Key.At, $"'{entry.Key.Text}' has no condition.");
        }

        return searches.Count == 0
            ? Fail(entry.Key.At, $"'{entry.Key.Text}' has no search.")
            : ReadConditions(condition, searches.ToImmutable());
    }

    private SigmaDetection? ReadConditions(YamlEntry entry, ImmutableArray<SigmaSearch> searches)
    {
        ImmutableArray<YamlNode> nodes = entry.Value is YamlList list ? list.Items : [entry.Value];
        if (nodes.IsEmpty)
        {
            return Fail(entry.Key.At, "The condition is empty.");
        }

        if (nodes.Length > faults.Limits.MaxSearches)
        {
            return Fail(entry.Key.At, $"The rule has more than {faults.Limits.MaxSearches} conditions.");
        }

        var conditions = ImmutableArray.CreateBuilder<SigmaCondition>(nodes.Length);
        foreach (var node in nodes)
        {
            if (node is not YamlScalar scalar)
            {
                return Fail(node.At, "A condition must be a text or a list of texts.");
            }

            if (ConditionReader.Read(scalar, searches, faults) is not { } condition)
            {
                return null;
            }

            conditions.Add(condition);
        }

        return new(searches, conditions.MoveToImmutable());
    }

    private SigmaDetection? Fail(SourcePosition at, string reason)
    {
        faults.Add(at, reason);
        return null;
    }
}
