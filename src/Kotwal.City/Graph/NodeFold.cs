using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>
/// Reads a node's present from its facts. Of each voice the latest effective fact counts (of equal ones the one recorded later);
/// between voices the rank decides, then the later effective, then the later recorded. For one thread.
/// </summary>
/// <param name="names">What the rows' keys stand for.</param>
/// <param name="asOf">The present, in microseconds since 1970: facts effective later do not count yet.</param>
internal sealed class NodeFold(FactNames names, long asOf)
{
    private const int MaxPooled = 65_536;

    private readonly Voices voices = new(names.Recordings);
    private readonly bool[] isSet = [false, .. names.Words.Select(FactWords.IsSet)];
    private readonly bool[] isIdentifier = [false, .. names.Words.Select(word => word.StartsWith(FactWords.IdentifierPrefix, StringComparison.Ordinal))];
    private readonly int mergedInto = Array.IndexOf(names.Words, FactWords.MergedInto) + 1;
    private readonly HashSet<string> pool = new(StringComparer.Ordinal);
    private readonly List<Voiced> voiced = [];
    private readonly List<Statement> attributes = [];
    private readonly List<Statement> identifiers = [];
    private readonly List<Arrow> arrows = [];
    private readonly List<Voiced> candidates = [];

    /// <summary>The next time at which something said already takes effect; <see cref="long.MaxValue"/> for never.</summary>
    public long NextChange { get; private set; } = long.MaxValue;

    /// <summary>Folds the rows of one subject, in any order.</summary>
    public NodeFacts Fold(int index, IReadOnlyList<FactRow> rows)
    {
        voiced.Clear();
        attributes.Clear();
        identifiers.Clear();
        arrows.Clear();
        foreach (var row in rows)
        {
            NextChange = row.EffectiveAt > asOf ? Math.Min(NextChange, row.EffectiveAt) : NextChange;
            var recording = names.RecordingOf(row.Number);
            voiced.Add(new(row, recording, voices.Of(recording)));
        }

        voiced.Sort(Compare);
        var merged = -1;
        for (var (start, end) = (0, 0); start < voiced.Count; start = end)
        {
            var predicate = voiced[start].Row.Predicate;
            while (end < voiced.Count && voiced[end].Row.Predicate == predicate)
            {
                end++;
            }

            merged = FoldPredicate(predicate, start, end) is var target and >= 0 ? target : merged;
        }

        arrows.Sort(voices.Believe);
        return new NodeFacts(index)
        {
            Attributes = [.. attributes],
            Identifiers = Bounded(identifiers, statement => statement.Until),
            Arrows = Bounded(arrows, arrow => arrow.Until),
            MergedInto = merged,
        };
    }

    private int FoldPredicate(int predicate, int start, int end)
    {
        if (isSet[predicate])
        {
            FoldSet(predicate, start, end);
            return -1;
        }

        candidates.Clear();
        for (var place = start; place < end; place++)
        {
            var isLastOfVoice = place + 1 == end || voiced[place + 1].Voice != voiced[place].Voice || voiced[place + 1].Row.EffectiveAt > asOf;
            if (isLastOfVoice && voiced[place].Row is { IsEnd: false } row && row.EffectiveAt <= asOf)
            {
                candidates.Add(voiced[place]);
            }
        }

        candidates.Sort(voices.Believe);
        if (predicate == mergedInto)
        {
            return candidates.Count > 0 ? candidates[0].Row.Target - 1 : -1;
        }

        attributes.AddRange(candidates.Select(candidate => new Statement(
            Pooled(candidate.Row.Value!), candidate.Row.EffectiveAt, long.MaxValue, predicate, candidate.Recording)));
        return -1;
    }

    // A value's facts stand together, those of one voice in the order of time: each start is paired with the next end.
    private void FoldSet(int predicate, int start, int end)
    {
        for (var place = start; place < end; place++)
        {
            var (row, recording, voice) = voiced[place];
            if (row.IsEnd)
            {
                continue;
            }

            var until = long.MaxValue;
            for (var next = place + 1; next < end && voiced[next].Voice == voice && SameValue(voiced[next].Row, row); next++)
            {
                place = next;
                if (voiced[next].Row.IsEnd)
                {
                    until = voiced[next].Row.EffectiveAt;
                    break;
                }
            }

            if (until > row.EffectiveAt)
            {
                AddInterval(predicate, row, until, recording);
            }
        }
    }

    private void AddInterval(int predicate, FactRow row, long until, int recording)
    {
        if (row.Target > 0)
        {
            arrows.Add(new(row.Target - 1, predicate, row.EffectiveAt, until, recording));
        }
        else if (isIdentifier[predicate])
        {
            identifiers.Add(new(row.Value!, row.EffectiveAt, until, predicate, recording));
        }
        else if (new Statement(Pooled(row.Value!), row.EffectiveAt, until, predicate, recording) is var statement && statement.HoldsAt(asOf))
        {
            attributes.Add(statement);
        }
    }

    private int Compare(Voiced left, Voiced right)
    {
        var (a, b) = (left.Row, right.Row);
        var order = a.Predicate.CompareTo(b.Predicate);
        if (order == 0 && isSet[a.Predicate])
        {
            order = a.Target != b.Target ? a.Target.CompareTo(b.Target) : string.CompareOrdinal(a.Value, b.Value);
        }

        order = order != 0 ? order : left.Voice.CompareTo(right.Voice);
        order = order != 0 ? order : a.EffectiveAt.CompareTo(b.EffectiveAt);
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    }

    // What holds stays. Of what is over, that which ended longest ago goes first; the ledger has it still.
    private T[] Bounded<T>(List<T> intervals, Func<T, long> untilOf)
    {
        if (intervals.Count <= NodeFacts.MaxEnded)
        {
            return [.. intervals];
        }

        var ends = intervals.Select(untilOf).Where(until => until <= asOf).OrderDescending().ToList();
        var oldest = ends.Count > NodeFacts.MaxEnded ? ends[NodeFacts.MaxEnded - 1] : long.MinValue;
        return [.. intervals.Where(interval => untilOf(interval) >= oldest)];
    }

    private static bool SameValue(FactRow left, FactRow right) => left.Target == right.Target && left.Value == right.Value;

    // Makers, types and vendors are few and said of many.
    private string Pooled(string value)
    {
        if (pool.TryGetValue(value, out var known))
        {
            return known;
        }

        if (pool.Count < MaxPooled)
        {
            pool.Add(value);
        }

        return value;
    }
}

/// <summary>A row with who says it.</summary>
internal readonly record struct Voiced(FactRow Row, int Recording, int Voice);
