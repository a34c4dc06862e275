using ClickHouse.Driver;
using Kotwal.Events;
using Kotwal.Hunt;

namespace Kotwal.Lake.ClickHouse;

/// <summary>
/// The event store of a cluster: rows in ClickHouse. A batch is inserted first, and is stored once the position of its spool is; until
/// then no hunt sees it. What a cut-off insert left is removed before the spool's next one. One process at a time appends of a spool.
/// </summary>
public sealed class ClickHouseEventStore : IEventStore
{
    private readonly ClickHouseServer server;
    private readonly ClickHouseHunts hunts;
    private readonly string events;
    private readonly string deletable;
    private readonly string spools;

    // Spools of which nothing is left that was inserted and not stored.
    private readonly HashSet<Guid> settled = [];

    // Replaced whole by the one thread that appends, read by many.
    private volatile Dictionary<Guid, long> positions = [];

    private ClickHouseEventStore(ClickHouseServer server, ClickHouseOptions options, TimeProvider clock)
    {
        this.server = server;
        hunts = new ClickHouseHunts(server, options, clock);
        events = $"{options.Database}.{ClickHouseSchema.Events}";
        deletable = options.Cluster is null ? events : $"{options.Database}.{ClickHouseSchema.LocalEvents} ON CLUSTER '{options.Cluster}'";
        spools = $"{options.Database}.{ClickHouseSchema.Spools}";
    }

    /// <summary>Opens the tables, or makes them where none are.</summary>
    /// <exception cref="IOException">The server cannot be reached, refuses, or has tables of another layout.</exception>
    public static async Task<ClickHouseEventStore> OpenAsync(ClickHouseOptions options, TimeProvider clock, CancellationToken cancel)
    {
        foreach (var name in new[] { options.Database, options.Cluster ?? "none" })
        {
            if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            {
                throw new ArgumentException($"'{name}' is no name of a database or cluster: letters, digits and _.", nameof(options));
            }
        }

        var server = new ClickHouseServer(options);
        var store = new ClickHouseEventStore(server, options, clock);
        try
        {
            await store.PrepareAsync(options, cancel).ConfigureAwait(false);
            return store;
        }
        catch
        {
            server.Dispose();
            throw;
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
            if (!settled.Contains(range.Spool))
            {
                await SettleAsync(range.Spool, cancel).ConfigureAwait(false);
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

            settled.Remove(range.Spool);
            await StoreAsync(batch, range, cancel).ConfigureAwait(false);
            settled.Add(range.Spool);
        }
        catch (ClickHouseServerException refusal)
        {
            throw new IOException($"ClickHouse did not store a batch: {refusal.Message}", refusal);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Tables besides events cannot be asked here: a hunt that names one is refused.</remarks>
    public ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel) =>
        hunts.RunAsync(query, visible, tables, limits, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task PrepareAsync(ClickHouseOptions options, CancellationToken cancel)
    {
        try
        {
            foreach (var statement in options.Cluster is null ? ClickHouseSchema.Statements(options.Database) : [])
            {
                await server.ExecuteAsync(statement, [], cancel).ConfigureAwait(false);
            }

            var layout = await server.ScalarAsync(
                "SELECT comment FROM system.tables WHERE database = {p1:String} AND name = {p2:String}", [options.Database, ClickHouseSchema.Events], cancel)
                .ConfigureAwait(false);
            if (layout is not ClickHouseSchema.Layout)
            {
                throw new IOException($"The table {events} is of the layout '{layout}'; this program reads '{ClickHouseSchema.Layout}'.");
            }

            var known = new Dictionary<Guid, long>();
            using var rows = await server.ReadAsync(
                $"SELECT spool, max(stored_up_to) FROM {spools} GROUP BY spool", [], new Dictionary<string, object>(), cancel).ConfigureAwait(false);
            while (await rows.ReadAsync(cancel).ConfigureAwait(false))
            {
                known[rows.GetGuid(0)] = rows.GetInt64(1);
            }

            positions = known;
        }
        catch (ClickHouseServerException refusal)
        {
            throw new IOException($"ClickHouse refuses: {refusal.Message}", refusal);
        }
    }

    private async Task StoreAsync(EventBatch batch, SpoolRange range, CancellationToken cancel)
    {
        if (batch.Count > 0)
        {
            var cells = new EventCells(range);
            await server.InsertAsync(events, ClickHouseColumns.All, Enumerable.Range(0, batch.Count).Select(place => cells.Of(batch[place])), cancel)
                .ConfigureAwait(false);
        }

        await server.ExecuteAsync(
            $"INSERT INTO {spools} (spool, stored_up_to) SELECT {{p1:UUID}}, {{p2:Int64}}", [range.Spool, range.To], cancel).ConfigureAwait(false);
        positions = new Dictionary<Guid, long>(positions) { [range.Spool] = range.To };
    }

    // The last append may have been cut off anywhere, by a crash too: even after its position was written and before we heard of it.
    private async Task SettleAsync(Guid spool, CancellationToken cancel)
    {
        var storedUpTo = (long)await server.ScalarAsync(
            $"SELECT max(stored_up_to) FROM {spools} WHERE spool = {{p1:UUID}}", [spool], cancel).ConfigureAwait(false);
        positions = new Dictionary<Guid, long>(positions) { [spool] = storedUpTo };
        var left = await server.ScalarAsync(
            $"SELECT toInt64(count()) FROM {events} WHERE kotwal_spool = {{p1:UUID}} AND kotwal_stored_up_to > {{p2:Int64}}", [spool, storedUpTo], cancel)
            .ConfigureAwait(false);
        if (left is > 0L)
        {
            await server.ExecuteAsync(
                $"DELETE FROM {deletable} WHERE kotwal_spool = {{p1:UUID}} AND kotwal_stored_up_to > {{p2:Int64}}", [spool, storedUpTo], cancel)
                .ConfigureAwait(false);
        }

        settled.Add(spool);
    }
}
