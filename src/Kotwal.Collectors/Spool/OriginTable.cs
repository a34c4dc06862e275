using System.Diagnostics.CodeAnalysis;
using Kotwal.Events;

namespace Kotwal.Collectors.Spool;

/// <summary>
/// The origins that a segment's writer has written and may refer to. Bounded: a new origin takes the place of the oldest, which
/// is written again when it comes back, so that forged senders cost memory neither here nor in the reader.
/// </summary>
internal sealed class OriginTable
{
    /// <summary>Origins that can be referred to at one time.</summary>
    public const int Capacity = 8192;

    private readonly Dictionary<RecordOrigin, uint> numbers = new(OriginComparer.Instance);
    private readonly RecordOrigin?[] slots = new RecordOrigin?[Capacity];
    private RecordOrigin? last;
    private uint lastNumber;
    private uint next;

    /// <summary>Gives the origin's number; true when it is new and has to be written before the record.</summary>
    public bool Add(RecordOrigin origin, out uint number)
    {
        if (ReferenceEquals(origin, last))
        {
            number = lastNumber;
            return false;
        }

        last = origin;
        if (numbers.TryGetValue(origin, out number))
        {
            lastNumber = number;
            return false;
        }

        lastNumber = number = next++;
        ref var slot = ref slots[number % Capacity];
        if (slot is not null)
        {
            numbers.Remove(slot);
        }

        slot = origin;
        numbers.Add(origin, number);
        return true;
    }

    public void Clear()
    {
        numbers.Clear();
        Array.Clear(slots);
        last = null;
        next = 0;
    }

    private sealed class OriginComparer : IEqualityComparer<RecordOrigin>
    {
        public static readonly OriginComparer Instance = new();

        public bool Equals(RecordOrigin? x, RecordOrigin? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null
            && x.Sender == y.Sender && x.Source == y.Source && x.Transport == y.Transport && x.Format == y.Format
            && x.TimeZone == y.TimeZone && x.Attributes.SequenceEqual(y.Attributes));

        // Values too: where each record has an id of its own, thousands of origins differ in nothing else.
        public int GetHashCode([DisallowNull] RecordOrigin obj)
        {
            var hash = default(HashCode);
            hash.Add(obj.Source);
            hash.Add(obj.Transport);
            hash.Add(obj.Sender);
            hash.Add(obj.Format);
            for (var i = 0; i < obj.Attributes.Count; i++)
            {
                hash.Add(obj.Attributes[i].Value);
            }

            return hash.ToHashCode();
        }
    }
}

/// <summary>The origins that a segment's reader has met, by number.</summary>
internal sealed class OriginDirectory
{
    /// <summary>Stands for an origin whose own frame was damaged; the record itself is whole.</summary>
    public static readonly RecordOrigin Unknown = new() { Source = "unknown", Transport = "unknown" };

    private readonly (uint Number, RecordOrigin? Origin)[] slots = new (uint, RecordOrigin?)[OriginTable.Capacity];

    public void Set(uint number, RecordOrigin? origin) => slots[number % OriginTable.Capacity] = (number, origin);

    public RecordOrigin Find(uint number)
    {
        var (found, origin) = slots[number % OriginTable.Capacity];
        return found == number && origin is not null ? origin : Unknown;
    }
}
