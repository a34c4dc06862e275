using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.DuckDb;

/// <summary>What one hunt reads of the segments of a manifest, and in which steps.</summary>
internal sealed class EventsRead
{
    private readonly string folder;
    private readonly HuntFacts? facts;
    private readonly SegmentPruning pruning;
    private readonly List<Segment> segments;
    private readonly SegmentChoice whole;
    private readonly VisibleRows? rows;
    private readonly long? from;
    private readonly long? to;

    /// <param name="facts">What the hunt says about the events that it can need; null when it reads none.</param>
    /// <param name="visible">What it may look at.</param>
    /// <param name="folder">Full path of the lake's folder.</param>
    /// <param name="manifest">The segments.</param>
    /// <param name="pruning">Says what need not be read.</param>
    public EventsRead(HuntFacts? facts, VisibleEvents visible, string folder, LakeManifest manifest, SegmentPruning pruning)
    {
        this.folder = folder;
        this.facts = facts;
        this.pruning = pruning;
        from = facts?.From is { } earliest ? Microseconds.Of(earliest) : null;
        to = facts?.To is { } latest ? Microseconds.Of(latest) : null;
        segments = facts is null ? [] : SegmentPruning.InTime(manifest.All(), facts);
        whole = pruning.Choose(segments, facts);
        rows = visible.IsAll ? null : new VisibleRows(visible);
    }

    /// <summary>Values of <c>$1</c> and following in the SQL of each step.</summary>
    public IReadOnlyList<object> Parameters => facts is null || rows is null || whole.IsEmpty ? [] : rows.Parameters;

    /// <summary>True while cold segments are on their way.</summary>
    public bool IsFetching { get; private set; }

    /// <summary>What is read, in one step after another; only the last holds all that the hunt can need.</summary>
    public IEnumerable<EventsStep> Steps(SqlQuery plan)
    {
        if (plan.Newest is { } newest && plan.Tables.Count == 1 && facts is not null && !whole.IsEmpty)
        {
            foreach (var start in NewestWindows.Of(whole, from, to, newest))
            {
                var choice = pruning.Choose([.. segments.Where(segment => segment.Bounds.Touches(start, to))], facts);
                if (!choice.IsEmpty)
                {
                    yield return new(choice, start, IsLast: false);
                }
            }
        }

        yield return new(whole, from, IsLast: true);
    }

    /// <summary>Brings the cold segments of a step where the engine can read them.</summary>
    /// <exception cref="ColdException">They cannot be read.</exception>
    public async ValueTask<ColdLease> FetchAsync(EventsStep step, ColdCache cold, CancellationToken cancel)
    {
        IsFetching = true;
        var fetched = await cold.TakeAsync([.. step.Choice.Segments], cancel).ConfigureAwait(false);
        IsFetching = false;
        return fetched;
    }

    /// <summary>The SQL of a step's rows.</summary>
    public string Relation(EventsStep step, ColdLease fetched)
    {
        var choice = step.Choice with { Whole = fetched.Place(step.Choice.Whole), InPart = fetched.Place(step.Choice.InPart) };
        return SegmentRelation.Of(folder, choice, step.From, to, rows?.Condition);
    }
}

/// <summary>One of the steps in which a hunt reads events.</summary>
/// <param name="Choice">The segments.</param>
/// <param name="From">Earliest <c>@timestamp</c> of interest, in microseconds; null for any.</param>
/// <param name="IsLast">True when it holds all that the hunt can need.</param>
internal readonly record struct EventsStep(SegmentChoice Choice, long? From, bool IsLast);
