using Kotwal.Events;
using Kotwal.Events.Schema;

namespace Kotwal.Lake.Parquet;

/// <summary>
/// The values of one event, grouped by field in the order in which the fields first occur. Linear in the number of values,
/// whatever a sender puts into one record.
/// </summary>
internal sealed class FieldGroups
{
    private readonly int[] knownGroups = new int[FieldSchema.All.Length];
    private readonly int[] knownEvents = new int[FieldSchema.All.Length];
    private readonly Dictionary<string, int> otherGroups = new(StringComparer.Ordinal);
    private readonly List<Chain> groups = [];
    private int[] next = new int[64];
    private int events;

    /// <summary>Number of different fields.</summary>
    public int Count => groups.Count;

    /// <summary>The field's first value's place in the event, and how many values it has.</summary>
    public (int First, int Length) this[int group] => (groups[group].First, groups[group].Length);

    /// <summary>The place of the value after this one in its group.</summary>
    public int NextOf(int place) => next[place];

    /// <summary>Groups the values of an event; those of the event before are forgotten.</summary>
    public void Take(SecurityEvent grouped)
    {
        events++;
        groups.Clear();
        otherGroups.Clear();
        if (next.Length < grouped.ValueCount)
        {
            next = new int[Math.Max(grouped.ValueCount, next.Length * 2)];
        }

        for (var place = 0; place < grouped.ValueCount; place++)
        {
            AddValue(grouped.ValueAt(place).Field, place);
        }
    }

    private void AddValue(Field field, int place)
    {
        if (!TryFindGroup(field, out var found))
        {
            groups.Add(new Chain(place, place, 1));
            return;
        }

        var group = groups[found];
        next[group.Last] = place;
        groups[found] = group with { Last = place, Length = group.Length + 1 };
    }

    // Finds the field's group, or remembers that the next one to be added is the field's.
    private bool TryFindGroup(Field field, out int group)
    {
        if (field.Index >= 0)
        {
            group = knownGroups[field.Index];
            var isFound = knownEvents[field.Index] == events;
            knownEvents[field.Index] = events;
            knownGroups[field.Index] = isFound ? group : groups.Count;
            return isFound;
        }

        if (otherGroups.TryGetValue(field.Name, out group))
        {
            return true;
        }

        otherGroups.Add(field.Name, groups.Count);
        return false;
    }

    private readonly record struct Chain(int First, int Last, int Length);
}
