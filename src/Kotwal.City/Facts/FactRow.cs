namespace Kotwal.City.Facts;

/// <summary>A fact as the ledger keeps it: with keys in place of ids and predicates.</summary>
/// <param name="Number">Place among all facts of the ledger, from 1.</param>
/// <param name="Subject">Key of the node it is about, from 1.</param>
/// <param name="Predicate">Key of the predicate, from 1.</param>
/// <param name="Value">The value; null where it is a node.</param>
/// <param name="Target">Key of the node that the value is; 0 where it is a text.</param>
/// <param name="EffectiveAt">From when it holds, in microseconds since 1970.</param>
/// <param name="IsEnd">True when it does not hold any more from then on.</param>
internal readonly record struct FactRow(long Number, int Subject, int Predicate, string? Value, int Target, long EffectiveAt, bool IsEnd);

/// <summary>What the keys of rows stand for, as of one moment. Immutable.</summary>
/// <param name="Nodes">Ids of nodes; the node of key 1 comes first.</param>
/// <param name="Words">Predicates; the one of key 1 comes first.</param>
/// <param name="Recordings">When and by whom facts were recorded, in order.</param>
internal sealed record FactNames(Guid[] Nodes, string[] Words, RecordingMark[] Recordings)
{
    /// <summary>Number of the last fact; 0 for an empty ledger.</summary>
    public long LastFact => Recordings.Length == 0 ? 0 : Recordings[^1].LastFact;

    /// <summary>The names as they were known at a time, in microseconds since 1970.</summary>
    public FactNames Until(long time) => this with { Recordings = [.. Recordings.TakeWhile(mark => mark.RecordedAt <= time)] };

    /// <summary>Place in <see cref="Recordings"/> of the one that brought a fact.</summary>
    public int RecordingOf(long fact)
    {
        var (low, high) = (0, Recordings.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Recordings[middle].LastFact < fact ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>What is kept in memory of each recording.</summary>
/// <param name="Number">Its number.</param>
/// <param name="RecordedAt">When, in microseconds since 1970.</param>
/// <param name="Source">Who says it.</param>
/// <param name="LastFact">Number of its last fact.</param>
internal readonly record struct RecordingMark(long Number, long RecordedAt, string Source, long LastFact);
