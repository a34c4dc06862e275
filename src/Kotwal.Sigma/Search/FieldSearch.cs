using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Literals;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Search;

/// <summary>Finds all literals of one field at once in a value of that field. Immutable; for any number of threads.</summary>
internal sealed class FieldSearch
{
    private readonly ByteTable equal;
    private readonly int[][] equalNumbers;
    private readonly int[] present;
    private readonly int[] numeric;
    private readonly EdgeTable? start;
    private readonly EdgeTable? end;
    private readonly AnywhereSearch? anywhere;

    /// <param name="literals">Literals of the field and the number of each.</param>
    /// <param name="weights">What the field's values look like; null when nothing is known.</param>
    public FieldSearch(IReadOnlyList<KeyValuePair<Literal, int>> literals, GramWeights? weights)
    {
        var whole = literals.Where(entry => entry.Key.Kind == LiteralKind.Equal)
            .GroupBy(entry => Convert.ToHexString(entry.Key.Bytes), StringComparer.Ordinal).ToList();
        equal = new([.. whole.Select((group, index) => KeyValuePair.Create(group.First().Key.Bytes, index))]);
        equalNumbers = [.. whole.Select(group => group.Select(entry => entry.Value).ToArray())];
        present = [.. literals.Where(entry => entry.Key.Kind == LiteralKind.Present).Select(entry => entry.Value)];
        numeric = [.. literals.Where(entry => entry.Key.IsNumber).Select(entry => entry.Value)];
        var starts = Of(literals, LiteralKind.Start);
        var ends = Of(literals, LiteralKind.End);
        var others = Of(literals, LiteralKind.Anywhere);
        start = starts.Length == 0 ? null : new(starts, isEnd: false);
        end = ends.Length == 0 ? null : new(ends, isEnd: true);
        anywhere = others.Length == 0 ? null : new(others, weights);
        NeedsText = whole.Count + starts.Length + ends.Length + others.Length > 0;
    }

    /// <summary>True when the text is looked at, and not only whether there is one.</summary>
    public bool NeedsText { get; }

    /// <summary>Adds the numbers of what a value has. Its text is not looked at for null and objects.</summary>
    public void Find(ReadOnlySpan<byte> folded, SigmaValueKind kind, HitList hits)
    {
        hits.Add(present);
        if (!kind.HasText() || !NeedsText)
        {
            return;
        }

        if (equal.Count > 0)
        {
            if (kind == SigmaValueKind.Number && numeric.Length > 0 && !PlainNumber.Is(folded))
            {
                hits.Add(numeric);
            }

            if (equal.Find(folded) is >= 0 and var found)
            {
                hits.Add(equalNumbers[found]);
            }
        }

        start?.Find(folded, hits);
        end?.Find(folded, hits);
        anywhere?.Find(folded, hits);
    }

    private static NumberedLiteral[] Of(IEnumerable<KeyValuePair<Literal, int>> literals, LiteralKind kind) =>
        [.. literals.Where(entry => entry.Key.Kind == kind).Select(entry => new NumberedLiteral(entry.Key.Bytes, entry.Value))];
}
