using Kotwal.Events;
using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Tests.Pipeline;

/// <summary>A store of words in memory, as strict about ranges as the real one, that can be told to fail.</summary>
internal sealed class MemoryStore : IEventStore
{
    private readonly Dictionary<Guid, long> storedUpTo = [];

    public List<string> Words { get; } = [];

    public List<SecurityEventId> Ids { get; } = [];

    public List<SpoolRange> Ranges { get; } = [];

    /// <summary>Appends that fail before one succeeds.</summary>
    public int Failures { get; set; }

    /// <summary>What a hunt answers; null fails.</summary>
    public Func<HuntQuery, QueryResult>? Answer { get; set; }

    public List<string> Hunts { get; } = [];

    public long StoredUpTo(Guid spool) => storedUpTo.GetValueOrDefault(spool);

    public void SetStoredUpTo(Guid spool, long position) => storedUpTo[spool] = position;

    public ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel)
    {
        if (Failures-- > 0)
        {
            throw new IOException("The disk is full.");
        }

        var end = StoredUpTo(range.Spool);
        Assert.True(end == 0 || end == range.From, $"{range} does not begin where the last one ended.");
        for (var index = 0; index < batch.Count; index++)
        {
            Words.Add(batch[index].TextOf(Field.Of("word")) ?? batch[index].TextOf(Field.Of("event.kind")) ?? "?");
            Ids.Add(batch[index].Id);
        }

        Ranges.Add(range);
        storedUpTo[range.Spool] = range.To;
        return ValueTask.CompletedTask;
    }

    public ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel)
    {
        Hunts.Add(query.Text);
        return new(Answer is null ? throw new QueryFailedException("Out of time.") : Answer(query));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
