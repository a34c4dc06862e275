using Kotwal.Events;

namespace Kotwal.Collectors.Accounting;

/// <summary>Some records of one source that are done with.</summary>
internal struct DoneRecords
{
    public int Records;
    public int Unreadable;
    public int Truncated;
    public long Bytes;
}

/// <summary>Adds the records of a batch up by their origins. Neighbours mostly share one, so that most are found without a look-up.</summary>
internal sealed class DoneTally
{
    private readonly Dictionary<(string Source, string Transport, bool IsInherited), int> places = [];
    private readonly List<(RecordOrigin Origin, bool IsInherited, DoneRecords Records)> sums = [];
    private RecordOrigin? last;
    private bool wasInherited;
    private int lastPlace;

    public void Add(in Record record, bool isUnreadable, bool isInherited)
    {
        if (!ReferenceEquals(record.Origin, last) || isInherited != wasInherited)
        {
            (last, wasInherited) = (record.Origin, isInherited);
            lastPlace = PlaceOf(record.Origin, isInherited);
        }

        ref var sum = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sums)[lastPlace].Records;
        sum.Records++;
        sum.Unreadable += isUnreadable ? 1 : 0;
        sum.Truncated += record.IsTruncated ? 1 : 0;
        sum.Bytes += record.Payload.Length;
    }

    public IReadOnlyList<(RecordOrigin Origin, bool IsInherited, DoneRecords Records)> Take() => sums;

    private int PlaceOf(RecordOrigin origin, bool isInherited)
    {
        var key = (origin.Source, origin.Transport, isInherited);
        if (!places.TryGetValue(key, out var place))
        {
            place = sums.Count;
            places.Add(key, place);
            sums.Add((origin, isInherited, default));
        }

        return place;
    }
}
