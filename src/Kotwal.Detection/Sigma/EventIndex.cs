using Kotwal.Events;

namespace Kotwal.Detection.Sigma;

/// <summary>
/// Where the values of each field stand in one event, so that thousands of rules need not search it one by one. Filled anew for
/// every event without allocating; for one thread.
/// </summary>
internal sealed class EventIndex
{
    private const int None = -1;

    private readonly FieldHandles handles;

    // For each handle the first and last place of its values, valid where the stamp is that of the event; for each place the next.
    // Stamps are long: at 50,000 events a second an int comes round within a day and would find fields of another event.
    private readonly long[] stamps;
    private readonly int[] firsts;
    private readonly int[] lasts;
    private int[] nexts = new int[256];
    private long stamp;

    public EventIndex(FieldHandles handles)
    {
        this.handles = handles;
        stamps = new long[handles.Count];
        firsts = new int[handles.Count];
        lasts = new int[handles.Count];
    }

    /// <summary>The event that was filled in last.</summary>
    public SecurityEvent Event { get; private set; }

    /// <summary>Turns to another event.</summary>
    public void Fill(in SecurityEvent next)
    {
        Event = next;
        stamp++;
        if (next.ValueCount > nexts.Length)
        {
            Array.Resize(ref nexts, next.ValueCount * 2);
        }

        for (var place = 0; place < next.ValueCount; place++)
        {
            if (handles.TryFind(next.ValueAt(place).Field, out var handle))
            {
                Add(handle, place);
            }
        }
    }

    /// <summary>The first place of a field's values, or -1.</summary>
    public int First(int handle) => stamps[handle] == stamp ? firsts[handle] : None;

    /// <summary>The place of the value after that one in the same field, or -1.</summary>
    public int Next(int place) => nexts[place];

    private void Add(int handle, int place)
    {
        nexts[place] = None;
        if (stamps[handle] == stamp)
        {
            nexts[lasts[handle]] = place;
        }
        else
        {
            stamps[handle] = stamp;
            firsts[handle] = place;
        }

        lasts[handle] = place;
    }
}
