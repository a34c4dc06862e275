using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Correlation;

/// <summary>An event that a group remembers.</summary>
/// <param name="At">Its time, in nanoseconds since 1970.</param>
/// <param name="Position">Which rule of the correlation it matched.</param>
/// <param name="Value">What is counted only once, for types that count different things, null once it has come again; null for other types.</param>
/// <param name="Number">What is added up, for types that do so; else zero.</param>
/// <param name="Ids">The event, or the events of the inner correlation.</param>
internal readonly record struct CorrelationEntry(long At, int Position, string? Value, decimal Number, Guid[] Ids);

/// <summary>What one group of one correlation remembers: entries by time, within timespan and lateness.</summary>
internal sealed class CorrelationGroup(CorrelationPlan plan, string key, string[] values)
{
    private const int MostOfOneRule = 16;
    private const int MostTiesLookedAt = 64;
    private const int LeastToPrune = 16;
    private const int LeastToSweep = 32;

    private readonly List<CorrelationEntry> entries = [];
    private readonly CorrelationAggregate? aggregate = CorrelationAggregate.IsOf(plan.Correlation.Type) ? new(plan.Correlation) : null;
    private readonly bool isCountedOnce = plan.Correlation.Type is SigmaCorrelationType.ValueCount or SigmaCorrelationType.Temporal;
    private Dictionary<string, long>? latest;

    // The first entry of the window that ends with the newest: what the aggregate holds begins there.
    private int windowStart;

    // Of what is counted once, entries whose value has come again, and how many others there are before the window.
    private int dead;
    private int liveBeforeWindow;

    public CorrelationPlan Plan { get; } = plan;

    public string Key { get; } = key;

    public string[] Values { get; } = values;

    public IReadOnlyList<CorrelationEntry> Entries => entries;

    /// <summary>Entries that count; others stay for a while because taking each away at once would move all behind it.</summary>
    public int LiveCount => entries.Count - dead;

    /// <summary>Entries that count in the window that ends with the newest one.</summary>
    public int LiveInWindow => LiveCount - liveBeforeWindow;

    /// <summary>Entries that were forgotten because there were too many of one rule.</summary>
    public long Thinned { get; private set; }

    /// <summary>Its place among the groups by their last use.</summary>
    public LinkedListNode<CorrelationGroup>? Use { get; set; }

    /// <summary>The sum, average or percentile of the window that ends with the newest entry.</summary>
    public decimal WindowValue => aggregate?.Value ?? 0;

    public long NewestAt { get; private set; } = long.MinValue;

    /// <summary>Puts an entry in its place by time and gives the place; -1 when it is too late or adds nothing.</summary>
    public int Insert(CorrelationEntry entry, out bool isLate)
    {
        isLate = NewestAt != long.MinValue && entry.At < OldestKept();
        if (isLate || !MakeUnique(entry))
        {
            return -1;
        }

        NewestAt = Math.Max(NewestAt, entry.At);
        Prune();
        var place = PlaceFor(entry);
        if (place < 0)
        {
            return -1;
        }

        entries.Insert(place, entry);
        KeepUp(place);
        return Plan.Correlation.Type == SigmaCorrelationType.TemporalOrdered ? place - Thin(entry.Position) : place;
    }

    /// <summary>False for an entry whose value has come again later.</summary>
    public bool IsLive(int place) => !isCountedOnce || entries[place].Value is not null;

    /// <summary>Takes entries away that no window of a later event can reach, now and then and many at once.</summary>
    private void Prune()
    {
        var count = FirstAtOrAfter(OldestKept());
        if (count < Math.Max(LeastToPrune, entries.Count / 2))
        {
            return;
        }

        for (var index = 0; latest is not null && index < count; index++)
        {
            var isLive = IsLive(index);
            dead -= isLive ? 0 : 1;
            liveBeforeWindow -= isLive && index < windowStart ? 1 : 0;
            if (isLive)
            {
                latest.Remove(entries[index].Value!);
            }
        }

        for (var index = windowStart; aggregate is not null && index < count; index++)
        {
            aggregate.Remove(entries[index].Number);
        }

        windowStart = Math.Max(0, windowStart - count);
        entries.RemoveRange(0, count);
    }

    /// <summary>Moves the window on to the newest entry, or takes one that came late into it.</summary>
    private void KeepUp(int place)
    {
        if (aggregate is null && !isCountedOnce)
        {
            return;
        }

        var begin = NewestAt - Plan.SpanNanoseconds;
        if (entries[place].At < begin)
        {
            windowStart++;
            liveBeforeWindow++;
            return;
        }

        aggregate?.Add(entries[place].Number);
        for (; entries[windowStart].At < begin; windowStart++)
        {
            aggregate?.Remove(entries[windowStart].Number);
            liveBeforeWindow += IsLive(windowStart) ? 1 : 0;
        }
    }

    /// <summary>The first place whose entry is not older.</summary>
    public int FirstAtOrAfter(long at)
    {
        var (low, high) = (0, entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = entries[middle].At < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private long OldestKept() => NewestAt - Plan.SpanNanoseconds - Plan.LatenessNanoseconds;

    /// <summary>Of what counts once only the latest occurrence is kept. False when a later one is there already.</summary>
    private bool MakeUnique(CorrelationEntry entry)
    {
        if (entry.Value is null)
        {
            return true;
        }

        latest ??= new(StringComparer.Ordinal);
        if (latest.TryGetValue(entry.Value, out var known))
        {
            if (known > entry.At)
            {
                return false;
            }

            var place = FirstAtOrAfter(known);
            while (entries[place].Value != entry.Value)
            {
                place++;
            }

            entries[place] = entries[place] with { Value = null };
            dead++;
            liveBeforeWindow -= place < windowStart ? 1 : 0;
            Sweep();
        }

        latest[entry.Value] = entry.At;
        return true;
    }

    /// <summary>Takes away what no longer counts once it is more than what does.</summary>
    private void Sweep()
    {
        if (dead < Math.Max(LeastToSweep, entries.Count / 2))
        {
            return;
        }

        entries.RemoveAll(entry => entry.Value is null);
        dead = 0;
        windowStart = liveBeforeWindow;
    }

    /// <summary>Behind all older entries and those of the same time and an earlier rule; -1 when that very event is counted already.</summary>
    private int PlaceFor(CorrelationEntry entry)
    {
        var place = entries.Count > 0 && entries[^1].At <= entry.At ? entries.Count : FirstAtOrAfter(entry.At + 1);
        var first = place;
        for (var tie = place - 1; tie >= 0 && place - tie <= MostTiesLookedAt && entries[tie].At == entry.At; tie--)
        {
            if ((aggregate is not null || Plan.Correlation.Type == SigmaCorrelationType.EventCount) && entries[tie].Ids.AsSpan().SequenceEqual(entry.Ids))
            {
                return -1;
            }

            first = aggregate is null && entries[tie].Position > entry.Position ? tie : first;
        }

        return first;
    }

    /// <summary>
    /// Keeps the latest entries of one rule: a chain wants the latest event before the next rule's, and older ones only help when events come
    /// late. Gives how many entries were taken away.
    /// </summary>
    private int Thin(int position)
    {
        var (count, oldest) = (0, 0);
        for (var place = entries.Count - 1; place >= 0; place--)
        {
            if (entries[place].Position == position)
            {
                count++;
                oldest = place;
            }
        }

        if (count <= MostOfOneRule)
        {
            return 0;
        }

        entries.RemoveAt(oldest);
        Thinned++;
        return 1;
    }
}
