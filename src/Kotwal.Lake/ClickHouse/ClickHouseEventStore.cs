using ClickHouse.Driver;
using Kotwal.Events;
using Kotwal.Hunt;
using Microsoft.Extensions.Logging;

namespace Kotwal.Lake.ClickHouse;

/// <summary>
/// The event store of a cluster: rows in ClickHouse. A batch is inserted first, and is stored once its writer's position says so; until
/// then no hunt sees it. What broke off is never seen, and a new writer begins. One process at a time appends of a spool.
/// </summary>
public sealed partial class ClickHouseEventStore : IEventStore
{
    private readonly ClickHouseOptions options;
    private readonly ILogger<ClickHouseEventStore> log;
    private readonly TimeProvider clock;
    private readonly ClickHouseServer server;
    private readonly ClickHouseHunts hunts;
    private readonly WriterTable writers;
    private readonly LakeMetrics metrics = new();
    private readonly string events;

    // The writer of each spool of which nothing has broken off since it began.
    private readonly Dictionary<Guid, Guid> begun = [];

    // Replaced whole by the one thread that appends, read by many.
    private volatile Dictionary<Guid, long> positions = [];

    /// <summary>Makes a store that is not open yet: <see cref="OpenAsync"/> comes first.</summary>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public ClickHouseEventStore(ClickHouseOptions options, ILogger<ClickHouseEventStore> log, TimeProvider clock)
    {
        if (ClickHouseOptionsCheck.Wrong(options).FirstOrDefault() is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(options));
        }

        this.options = options;
        this.log = log;
        this.clock = clock;
        server = new ClickHouseServer(options);
        hunts = new ClickHouseHunts(server, options, clock);
        writers = new WriterTable(server, options.Database);
        events = $"{options.Database}.{ClickHouseSchema.Events}";
    }

    /// <summary>Opens the tables; on a single server, makes them where none are.</summary>
    /// <exception cref="IOException">The server cannot be reached, refuses, or has tables of another layout.</exception>
    public async Task OpenAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var statement in options.Cluster.Length == 0 ? ClickHouseSchema.Statements(options.Database) : [])
            {
                await server.ExecuteAsync(statement, [], cancel).ConfigureAwait(false);
            }

            var layout = await server.ScalarAsync(
                "SELECT comment FROM system.tables WHERE database = {p1:String} AND name = {p2:String}", [options.Database, ClickHouseSchema.Events], cancel)
                .ConfigureAwait(false);
            if (layout is not ClickHouseSchema.Layout)
            {
                throw new IOException(layout is string
                    ? $"The table {events} is of the layout '{layout}'; this program reads '{ClickHouseSchema.Layout}'."
                    : $"There is no table {events}. Make the tables of a cluster with deploy/clickhouse/schema.sql.");
            }

            positions = await writers.PositionsAsync(cancel).ConfigureAwait(false);
        }
        catch (ClickHouseServerException refusal)
        {
            throw new IOException($"ClickHouse refuses: {refusal.Message}", refusal);
        }
    }

    /// <inheritdoc/>
    public long StoredUpTo(Guid spool) => positions.GetValueOrDefault(spool);

    /// <inheritdoc/>
    /// <remarks>A range that is stored already is no error and changes nothing.</remarks>
    /// <exception cref="ArgumentException">The range does not begin where the spool's last one ended.</exception>
    public async ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            if (!begun.TryGetValue(range.Spool, out var writer))
            {
                writer = await BeginAsync(range, cancel).ConfigureAwait(false);
            }

            var storedUpTo = StoredUpTo(range.Spool);
            if (range.To <= storedUpTo)
            {
                return;
            }

            if (storedUpTo > 0 && range.From != storedUpTo)
            {
                throw new ArgumentException($"The range begins at {range.From}, but the spool is stored up to {storedUpTo}.", nameof(range));
            }

            // Whatever happens from here on and is not heard of may have happened or may happen yet: this writer does not go on then.
            begun.Remove(range.Spool);
            await StoreAsync(batch, range, writer, cancel).ConfigureAwait(false);
            begun.Add(range.Spool, writer);
        }
        catch (ClickHouseServerException refusal)
        {
            throw new IOException($"ClickHouse did not store a batch: {refusal.Message}", refusal);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel)
    {
        var result = await hunts.RunAsync(query, visible, tables, limits, cancel).ConfigureAwait(false);
        metrics.Answered(result.Took);
        return result;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        server.Dispose();
        metrics.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Guid> BeginAsync(SpoolRange range, CancellationToken cancel)
    {
        var writer = Guid.CreateVersion7(clock.GetUtcNow());
        var (storedUpTo, fenced) = await writers.BeginAsync(range, StoredUpTo(range.Spool), writer, cancel).ConfigureAwait(false);
        positions = new Dictionary<Guid, long>(positions) { [range.Spool] = storedUpTo };
        await ClearAsync(fenced, storedUpTo, cancel).ConfigureAwait(false);
        begun.Add(range.Spool, writer);
        return writer;
    }

    private async Task StoreAsync(EventBatch batch, SpoolRange range, Guid writer, CancellationToken cancel)
    {
        if (batch.Count > 0)
        {
            var cells = new EventCells(range, writer);
            await server.InsertAsync(events, ClickHouseColumns.All, Enumerable.Range(0, batch.Count).Select(place => cells.Of(batch[place])), cancel)
                .ConfigureAwait(false);
        }

        await writers.AcknowledgeAsync(range.Spool, writer, range.To, cancel).ConfigureAwait(false);
        positions = new Dictionary<Guid, long>(positions) { [range.Spool] = range.To };
        metrics.Stored(batch.Count, 0);
    }

    // Hunts never see these rows; others who ask the tables themselves should not either. Storing does not wait for it.
    private async Task ClearAsync(IReadOnlyList<Guid> fenced, long storedUpTo, CancellationToken cancel)
    {
        var table = options.Cluster.Length == 0 ? events : $"{options.Database}.{ClickHouseSchema.LocalEvents} ON CLUSTER '{options.Cluster}'";
        try
        {
            foreach (var writer in fenced)
            {
                const string Left = "kotwal_writer = {p1:UUID} AND kotwal_stored_up_to > {p2:Int64}";
                if (await server.ScalarAsync($"SELECT toInt64(count()) FROM {events} WHERE {Left}", [writer, storedUpTo], cancel).ConfigureAwait(false) is > 0L)
                {
                    await server.ExecuteAsync($"DELETE FROM {table} WHERE {Left}", [writer, storedUpTo], cancel).ConfigureAwait(false);
                }
            }
        }
        catch (Exception refusal) when (refusal is ClickHouseServerException or IOException)
        {
            NotCleared(refusal);
        }
    }

    [LoggerMessage(2030, LogLevel.Warning, "Rows that an insert which broke off left in ClickHouse could not be deleted. No hunt sees them.")]
    private partial void NotCleared(Exception refusal);
}
