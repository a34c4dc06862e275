using Kotwal.Hunt;

namespace Kotwal.Lake;

/// <summary>Hunts over events alone.</summary>
public static class EventStoreQueries
{
    /// <summary>Runs a hunt that can name no table besides events.</summary>
    /// <inheritdoc cref="IEventStore.QueryAsync"/>
    public static ValueTask<QueryResult> QueryAsync(
        this IEventStore store, HuntQuery query, VisibleEvents visible, QueryLimits limits, CancellationToken cancel) =>
        store.QueryAsync(query, visible, [], limits, cancel);
}
