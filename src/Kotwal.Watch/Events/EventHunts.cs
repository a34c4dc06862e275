using System.Collections.Frozen;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Hunt;
using Kotwal.Lake;
using Microsoft.Extensions.Options;

namespace Kotwal.Watch.Events;

/// <summary>Asks the lake what people and programs want to know. Safe for many threads.</summary>
internal sealed class EventHunts(IEventStore store, IEnumerable<ITableSource> tables, IOptions<WatchOptions> options, WatchMeter meter)
{
    /// <summary>Names of the tables besides events.</summary>
    public IReadOnlySet<string> TableNames { get; } = tables.Select(table => table.Name).ToFrozenSet(StringComparer.Ordinal);


    /// <summary>Runs a hunt.</summary>
    /// <param name="text">The hunt, in the words of the person who asks.</param>
    /// <param name="reach">How much of the city that one reaches; the hunt looks at no other event, and at no row of another table.</param>
    /// <param name="maxRows">Most rows to return; the bound of <see cref="WatchOptions.MaxQueryRows"/> holds all the same.</param>
    /// <param name="cancel">Ends the hunt.</param>
    /// <exception cref="IOException">The lake cannot be read.</exception>
    public async Task<HuntAnswer> AskAsync(string text, Reach reach, int? maxRows, CancellationToken cancel)
    {
        var parse = HuntQuery.Parse(text);
        if (!parse.IsRead)
        {
            meter.Queried(isAnswered: false);
            return new(null, parse.Error, null);
        }

        var rows = Math.Clamp(maxRows ?? options.Value.MaxQueryRows, 1, options.Value.MaxQueryRows);
        var limits = new QueryLimits(rows, TimeSpan.FromSeconds(options.Value.QueryTimeoutSeconds));
        try
        {
            var result = await store.QueryAsync(parse.Query, EventsInReach.Of(reach), HuntTables.Of(tables, reach), limits, cancel);
            meter.Queried(isAnswered: true);
            return new(result, null, null);
        }
        catch (QueryFailedException failure)
        {
            meter.Queried(isAnswered: false);
            return new(null, failure.Error, failure.Message);
        }
    }
}

/// <summary>What came of a hunt: rows, or an error, or a failure; both when a hunt has no meaning over this store.</summary>
/// <param name="Result">The rows.</param>
/// <param name="Error">Where and why the text is no hunt.</param>
/// <param name="Failure">Why a hunt that is right in its grammar could not be answered.</param>
internal sealed record HuntAnswer(QueryResult? Result, HuntError? Error, string? Failure);
