namespace Kotwal.Events.Json;

/// <summary>Finds the values of an event that belong to the same field, in one pass; the memory is used again.</summary>
internal sealed class FieldGroups
{
    private readonly Dictionary<Field, int> last = [];
    private int[] next = new int[64];
    private bool[] isFirst = new bool[64];

    public void Read(SecurityEvent source)
    {
        last.Clear();
        if (source.ValueCount > next.Length)
        {
            next = new int[source.ValueCount];
            isFirst = new bool[source.ValueCount];
        }

        for (var place = 0; place < source.ValueCount; place++)
        {
            var field = source.ValueAt(place).Field;
            isFirst[place] = !last.TryGetValue(field, out var before);
            if (!isFirst[place])
            {
                next[before] = place;
            }

            next[place] = -1;
            last[field] = place;
        }
    }

    /// <summary>True for the first value of a field.</summary>
    public bool IsFirst(int place) => isFirst[place];

    /// <summary>The place of the field's next value, or -1.</summary>
    public int Next(int place) => next[place];
}
