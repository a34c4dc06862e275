namespace Kotwal.Lake.ClickHouse;

/// <summary>
/// Who inserted events, and up to which position of the spool these count. A writer is one run of appends of one spool that nothing broke.
/// After a break a new writer begins, and a fence keeps what the old one has, whatever of its requests the server may still finish: so
/// nothing counts twice, however late it comes.
/// </summary>
internal sealed class WriterTable(ClickHouseServer server, string database)
{
    private const long NoFence = long.MaxValue;

    private readonly string table = $"{database}.{ClickHouseSchema.Writers}";

    /// <summary>Trusted SQL of the rows of events that count and fit a condition.</summary>
    public static string Stored(string database, string condition)
    {
        // One subquery gives both lists, so that they are of one moment.
        var writers = $"SELECT writer, least(max(stored_up_to), min(fence)) AS up_to FROM {database}.{ClickHouseSchema.Writers} GROUP BY spool, writer";
        return $"(WITH (SELECT (groupArray(writer), groupArray(up_to)) FROM ({writers})) AS kotwal_writers "
            + $"SELECT * FROM {database}.{ClickHouseSchema.Events} WHERE {condition} AND "
            + $"{ClickHouseColumns.StoredUpTo} <= transform({ClickHouseColumns.Writer}, kotwal_writers.1, kotwal_writers.2, toInt64(0)))";
    }

    /// <summary>How far each spool is stored.</summary>
    public async Task<Dictionary<Guid, long>> PositionsAsync(CancellationToken cancel)
    {
        var positions = new Dictionary<Guid, long>();
        using var rows = await server.ReadAsync(
            $"SELECT spool, max(up_to) FROM (SELECT spool, least(max(stored_up_to), min(fence)) AS up_to FROM {table} GROUP BY spool, writer) GROUP BY spool",
            [], cancel).ConfigureAwait(false);
        while (await rows.ReadAsync(cancel).ConfigureAwait(false))
        {
            positions[rows.GetGuid(0)] = rows.GetInt64(1);
        }

        return positions;
    }

    /// <summary>Begins a writer of a spool: fences those before it, so that they keep what they have and get no more.</summary>
    /// <param name="range">What is to be stored first.</param>
    /// <param name="known">Up to where we said that the spool is stored.</param>
    /// <param name="writer">The writer.</param>
    /// <param name="cancel">Leaves it where it is.</param>
    /// <returns>Up to where the spool is stored, and the writers that were fenced now.</returns>
    public async Task<(long StoredUpTo, IReadOnlyList<Guid> Fenced)> BeginAsync(SpoolRange range, long known, Guid writer, CancellationToken cancel)
    {
        var open = await ReadOpenAsync(range.Spool, cancel).ConfigureAwait(false);
        var counted = (await PositionsAsync(cancel).ConfigureAwait(false)).GetValueOrDefault(range.Spool);

        // Stored without our hearing of it, and now it comes again as a part of something longer: what comes now is what counts.
        var fence = range.From == known && known < counted && counted < range.To ? known : counted;
        foreach (var (before, upTo) in open)
        {
            await InsertAsync(range.Spool, before, 0, Math.Min(upTo, fence), cancel).ConfigureAwait(false);
        }

        await InsertAsync(range.Spool, writer, 0, NoFence, cancel).ConfigureAwait(false);
        var stored = (await PositionsAsync(cancel).ConfigureAwait(false)).GetValueOrDefault(range.Spool);
        return (stored, [.. open.Keys]);
    }

    /// <summary>Says that all that a writer inserted up to a position counts.</summary>
    /// <exception cref="IOException">Another server has begun to append of this spool: nothing counts that this one inserts.</exception>
    public async Task AcknowledgeAsync(Guid spool, Guid writer, long upTo, CancellationToken cancel)
    {
        await InsertAsync(spool, writer, upTo, NoFence, cancel).ConfigureAwait(false);
        var counts = (long)await server.ScalarAsync(
            $"SELECT least(max(stored_up_to), min(fence)) FROM {table} WHERE spool = {{p1:UUID}} AND writer = {{p2:UUID}}", [spool, writer], cancel)
            .ConfigureAwait(false);
        if (counts < upTo)
        {
            throw new IOException($"ClickHouse counts the spool's records up to {counts} only, not up to {upTo}: another server may be storing records of the same spool.");
        }
    }

    private async Task<Dictionary<Guid, long>> ReadOpenAsync(Guid spool, CancellationToken cancel)
    {
        var open = new Dictionary<Guid, long>();
        using var rows = await server.ReadAsync(
            $"SELECT writer, max(stored_up_to) FROM {table} WHERE spool = {{p1:UUID}} GROUP BY writer HAVING min(fence) = {{p2:Int64}}",
            [spool, NoFence], cancel).ConfigureAwait(false);
        while (await rows.ReadAsync(cancel).ConfigureAwait(false))
        {
            open[rows.GetGuid(0)] = rows.GetInt64(1);
        }

        return open;
    }

    private Task InsertAsync(Guid spool, Guid writer, long storedUpTo, long fence, CancellationToken cancel) => server.ExecuteAsync(
        $"INSERT INTO {table} (spool, writer, stored_up_to, fence) SELECT {{p1:UUID}}, {{p2:UUID}}, {{p3:Int64}}, {{p4:Int64}}",
        [spool, writer, storedUpTo, fence],
        cancel);
}
