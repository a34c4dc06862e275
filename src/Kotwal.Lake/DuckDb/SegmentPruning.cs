using System.Text;
using Kotwal.Hunt;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Words;

namespace Kotwal.Lake.DuckDb;

/// <summary>Leaves out what cannot hold an event that a hunt needs: by the words that its facts tell, and the filters of segments.</summary>
internal sealed class SegmentPruning(WordFilterCache filters)
{
    // A longer list costs the engine more than it saves.
    private const int MaxRowGroups = 1_024;

    /// <summary>Segments that may hold such events by the times that the facts tell; null facts tell none.</summary>
    public static List<Segment> InTime(IEnumerable<Segment> segments, HuntFacts? facts)
    {
        var (from, to) = (Microsecond(facts?.From), Microsecond(facts?.To));
        var (receivedFrom, receivedTo) = (Microsecond(facts?.ReceivedFrom), Microsecond(facts?.ReceivedTo));
        return [.. segments.Where(segment => segment.Bounds.Touches(from, to) && segment.Bounds.TouchesReceived(receivedFrom, receivedTo))];
    }

    /// <summary>True when a segment may hold an event that a hunt needs.</summary>
    public bool MayHold(Segment segment, HuntFacts? facts) => InTime([segment], facts).Count > 0 && !Choose([segment], facts).IsEmpty;

    /// <param name="segments">Segments that may hold such events by their times.</param>
    /// <param name="facts">What the hunt says about the events; null when it reads none.</param>
    public SegmentChoice Choose(IReadOnlyList<Segment> segments, HuntFacts? facts)
    {
        var words = facts?.PhraseLists.Select(WordsOf).ToList();
        if (words is null || words.Exists(list => list.Length == 0))
        {
            return SegmentChoice.All(segments);
        }

        var whole = new List<Segment>();
        var inPart = new List<Segment>();
        var rowGroups = new List<long>();
        foreach (var segment in segments)
        {
            var groups = GroupsOf(segment, words);
            if (segment.RowGroups is null)
            {
                whole.AddRange(groups is { Count: 0 } ? [] : [segment]);
            }
            else if (groups is not { Count: 0 })
            {
                inPart.Add(segment);
                rowGroups.AddRange((groups ?? [.. Enumerable.Range(0, segment.RowGroups.Value)])
                    .Select(group => SegmentSchema.NumberOf(Segment.NumberOf(segment.Path), group)));
            }
        }

        var isWorthIt = rowGroups.Count <= MaxRowGroups && rowGroups.Count < inPart.Sum(segment => segment.RowGroups!.Value);
        return isWorthIt ? new SegmentChoice(whole, inPart, rowGroups) : SegmentChoice.All([.. whole, .. inPart]);
    }

    private static long? Microsecond(DateTimeOffset? time) => time is { } known ? Microseconds.Of(known) : null;

    // The row groups that may hold all words of at least one list; null when nothing is known.
    private List<int>? GroupsOf(Segment segment, List<ulong[]> words) => filters.For(segment) is { } filter
        ? [.. Enumerable.Range(0, filter.Groups).Where(group => words.Exists(list => filter.MayHoldAll(group, list)))]
        : null;

    private static ulong[] WordsOf(IReadOnlyList<string> phrases)
    {
        var words = new WordSet();
        foreach (var phrase in phrases)
        {
            WordScanner.Scan(Encoding.UTF8.GetBytes(phrase), words);
        }

        return words.ToArray();
    }
}
