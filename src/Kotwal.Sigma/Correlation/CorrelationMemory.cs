namespace Kotwal.Sigma.Correlation;

/// <summary>The groups of all correlations, from the one that was silent longest to the one used last, within the bounds.</summary>
internal sealed class CorrelationMemory(CorrelationOptions options)
{
    private readonly LinkedList<CorrelationGroup> byUse = [];

    public int GroupCount => byUse.Count;

    public int EventCount { get; private set; }

    public long EvictedGroups { get; private set; }

    public long EvictedEvents { get; private set; }

    public IEnumerable<CorrelationGroup> GroupsByUse => byUse;

    /// <summary>The group of a correlation, made when it is not there; it is the one used last then.</summary>
    public CorrelationGroup Use(CorrelationPlan plan, ReadOnlySpan<char> key, ReadOnlySpan<string> values)
    {
        if (plan.GroupsByKey.TryGetValue(key, out var group))
        {
            byUse.Remove(group.Use!);
            byUse.AddLast(group.Use!);
            return group;
        }

        group = new(plan, key.ToString(), values.ToArray());
        plan.Groups[group.Key] = group;
        group.Use = byUse.AddLast(group);
        return group;
    }

    /// <summary>Puts an event into a group and gives its place there; below zero when it takes none.</summary>
    public int Insert(CorrelationGroup group, in CorrelationEntry entry, out bool isLate)
    {
        EventCount -= group.LiveCount;
        var thinned = group.Thinned;
        var place = group.Insert(entry, out isLate);
        EvictedEvents += group.Thinned - thinned;
        EventCount += group.LiveCount;
        return place;
    }

    public void Restore(CorrelationGroup group, IEnumerable<CorrelationEntry> entries)
    {
        group.Plan.Groups[group.Key] = group;
        group.Use = byUse.AddLast(group);
        foreach (var entry in entries)
        {
            group.Insert(entry, out _);
        }

        EventCount += group.LiveCount;
        Evict(group);
    }

    /// <summary>Keeps the bounds. The group in use goes last, and only when it alone is too large.</summary>
    public void Evict(CorrelationGroup inUse)
    {
        while (byUse.Count > options.MaxGroups || (EventCount > options.MaxEvents && byUse.Count > 1))
        {
            Forget(byUse.First!.Value);
            EvictedGroups++;
        }

        if (EventCount > options.MaxEvents)
        {
            Forget(inUse);
            EvictedGroups++;
        }
    }

    public void Forget(CorrelationGroup group)
    {
        group.Plan.Groups.Remove(group.Key);
        if (group.Use is { } use)
        {
            byUse.Remove(use);
            group.Use = null;
            EventCount -= group.LiveCount;
        }
    }

    public void ForgetWhere(Func<CorrelationGroup, bool> isForgotten)
    {
        foreach (var group in byUse.Where(isForgotten).ToList())
        {
            Forget(group);
        }
    }
}
