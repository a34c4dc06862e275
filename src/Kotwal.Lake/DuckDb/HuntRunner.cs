using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Results;
using Kotwal.Lake.Tables;

namespace Kotwal.Lake.DuckDb;

/// <summary>Runs hunts over the segments of a manifest. Safe for many threads.</summary>
/// <param name="engine">Who reads the files.</param>
/// <param name="pruning">Says what need not be read.</param>
/// <param name="cold">Brings cold segments where the engine can read them.</param>
/// <param name="maxBytes">Most bytes of one result, about.</param>
/// <param name="clock">What <c>now()</c> means, and the timeout's clock.</param>
internal sealed class HuntRunner(IDuckDbEngine engine, SegmentPruning pruning, ColdCache cold, long maxBytes, TimeProvider clock)
{
    // The engine names values of rows in what it says. Someone who sees a part of the events may not read of others there.
    private const string Refusal = "The hunt could not be computed over these events. Narrow its time range or its conditions.";

    private const string TooLarge =
        "The hunt needs more memory or disk than its reader may use (Lake:ReaderMemoryMegabytes, Lake:MaxTemporaryMegabytes). Narrow its time range or its conditions.";

    private const string TooManySteps = "A series would have too many steps.";

    /// <param name="query">The hunt.</param>
    /// <param name="visible">What it may look at.</param>
    /// <param name="tables">Tables besides events that it may name.</param>
    /// <param name="folder">Full path of the lake's folder.</param>
    /// <param name="manifest">The segments; the caller holds a lease on them.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="cancel">Stops the engine.</param>
    public async ValueTask<QueryResult> RunAsync(
        HuntQuery query,
        VisibleEvents visible,
        IReadOnlyList<IQueryTable> tables,
        string folder,
        LakeManifest manifest,
        QueryLimits limits,
        CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(limits.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        var plan = Plan(query, tables, limits);
        var events = new EventsRead(plan.Query.Tables.GetValueOrDefault(LakeHuntTable.Instance.Name), visible, folder, manifest, pruning);
        try
        {
            var (sql, found) = await FindAsync(query, plan, events, tables, limits, either.Token).ConfigureAwait(false);
            var (columns, rows) = Shape(sql.Columns, found.Rows);
            return new QueryResult(columns, rows, found.IsCut, clock.GetElapsedTime(startedAt)) { Notes = sql.Notes, Chart = query.Chart };
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new QueryFailedException(
                $"The hunt did not end within {limits.Timeout.TotalSeconds:0} seconds. "
                + (events.IsFetching ? "It was fetching cold days; what came is kept for a while, so asking again goes on from there. " : "") + "Narrow its time range or its conditions.",
                late);
        }
        catch (ColdException unread)
        {
            throw new QueryFailedException(visible.IsAll ? unread.Message : unread.Said ?? Refusal, unread);
        }
        catch (DuckDbRefusedException refusal)
        {
            throw new QueryFailedException(Said(refusal.Message, visible), refusal);
        }
    }

    // What the hunt says about its rows chooses the segments and loads the tables; both are part of the SQL that is run in the end.
    private (SqlQuery Query, HuntSchema Schema, SqlOptions Options) Plan(HuntQuery query, IReadOnlyList<IQueryTable> tables, QueryLimits limits)
    {
        var schema = tables.Count == 0 ? LakeHuntTable.Schema : new HuntSchema(LakeHuntTable.Instance, [.. tables.Select(table => new LoadedTable(table))]);
        var options = new SqlOptions(clock.GetUtcNow(), limits.MaxRows == int.MaxValue ? null : limits.MaxRows);
        return (Checked(SqlTranslator.Translate(query, schema, options)), schema, options);
    }

    private async ValueTask<(SqlQuery Sql, DuckDbRows Found)> FindAsync(
        HuntQuery query,
        (SqlQuery Query, HuntSchema Schema, SqlOptions Options) plan,
        EventsRead events,
        IReadOnlyList<IQueryTable> tables,
        QueryLimits limits,
        CancellationToken cancel)
    {
        var (sources, parameters) = await LoadAsync(tables, plan.Query.Tables, events.Parameters, cancel).ConfigureAwait(false);
        foreach (var step in events.Steps(plan.Query))
        {
            using var fetched = await events.FetchAsync(step, cold, cancel).ConfigureAwait(false);
            sources[LakeHuntTable.Instance.Name] = events.Relation(step, fetched);
            var sql = Checked(SqlTranslator.Translate(query, plan.Schema, plan.Options with { Sources = sources, SourceParameters = parameters }));
            var found = await engine.RunAsync(new DuckDbStatement(sql.Text, sql.Parameters, limits.MaxRows, maxBytes), cancel).ConfigureAwait(false);
            if (step.IsLast || found.IsCut || found.Rows.Count >= plan.Query.Newest)
            {
                return (sql, found);
            }
        }

        throw new InvalidOperationException("The last step reads all that the hunt can need.");
    }

    private static async ValueTask<(Dictionary<string, string> Sources, List<object> Parameters)> LoadAsync(
        IReadOnlyList<IQueryTable> tables, IReadOnlyDictionary<string, HuntFacts> needed, IEnumerable<object> before, CancellationToken cancel)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        List<object> parameters = [.. before];
        var left = TableRows.MaxBytes;
        foreach (var table in tables.Where(table => needed.ContainsKey(table.Name)))
        {
            var rows = await TableRows.ReadAsync(table, needed[table.Name], left, cancel).ConfigureAwait(false);
            left -= rows.Bytes;
            sources[table.Name] = rows.Relation(parameters.Count + 1);
            parameters.AddRange(rows.Parameters);
        }

        return (sources, parameters);
    }

    private static string Said(string refusal, VisibleEvents visible) => refusal switch
    {
        _ when refusal.StartsWith("Out of Memory", StringComparison.Ordinal) => TooLarge,
        _ when refusal.EndsWith(TooManySteps, StringComparison.Ordinal) => TooManySteps,
        _ => visible.IsAll ? refusal : Refusal,
    };

    private static SqlQuery Checked(SqlTranslation translation) =>
        translation.Query ?? throw new QueryFailedException(translation.Error!.ToString()) { Error = translation.Error };

    private static (IReadOnlyList<QueryColumn> Columns, IReadOnlyList<object?[]> Rows) Shape(
        IReadOnlyList<SqlColumn> columns, IReadOnlyList<object?[]> rows)
    {
        if (EventRows.IsEvents(columns))
        {
            return EventRows.Spread(columns, rows);
        }

        for (var place = 0; place < columns.Count; place++)
        {
            if (columns[place].Type == HuntType.Open)
            {
                UnwrapSingles(rows, place);
            }
        }

        return ([.. columns.Select(column => new QueryColumn(column.Name, ResultTypes.Of(column)))], rows);
    }

    // The map holds lists; a list of one is the item.
    private static void UnwrapSingles(IReadOnlyList<object?[]> rows, int place)
    {
        foreach (var row in rows)
        {
            if (row[place] is object?[] { Length: 1 } single)
            {
                row[place] = single[0];
            }
        }
    }
}
