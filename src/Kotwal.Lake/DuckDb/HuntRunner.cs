using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Results;
using Kotwal.Lake.Tables;

namespace Kotwal.Lake.DuckDb;

/// <summary>Runs hunts over the segments of a manifest. Safe for many threads.</summary>
/// <param name="engine">Who reads the files.</param>
/// <param name="pruning">Says what need not be read.</param>
/// <param name="maxBytes">Most bytes of one result, about.</param>
/// <param name="clock">What <c>now()</c> means, and the timeout's clock.</param>
internal sealed class HuntRunner(IDuckDbEngine engine, SegmentPruning pruning, long maxBytes, TimeProvider clock)
{
    // The engine names values of rows in what it says. Someone who sees a part of the events may not read of others there.
    private const string Refusal = "The hunt could not be computed over these events. Narrow its time range or its conditions.";

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
        try
        {
            var sql = await TranslateAsync(query, visible, tables, folder, manifest, limits, either.Token).ConfigureAwait(false);
            var statement = new DuckDbStatement(sql.Text, sql.Parameters, limits.MaxRows, maxBytes);
            var found = await engine.RunAsync(statement, either.Token).ConfigureAwait(false);
            var (columns, rows) = Shape(sql.Columns, found.Rows);
            return new QueryResult(columns, rows, found.IsCut, clock.GetElapsedTime(startedAt)) { Notes = sql.Notes, Chart = query.Chart };
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new QueryFailedException(
                $"The hunt did not end within {limits.Timeout.TotalSeconds:0} seconds. Narrow its time range or its conditions.", late);
        }
        catch (DuckDbRefusedException refusal)
        {
            throw new QueryFailedException(visible.IsAll ? refusal.Message : Refusal, refusal);
        }
    }

    private async ValueTask<SqlQuery> TranslateAsync(
        HuntQuery query,
        VisibleEvents visible,
        IReadOnlyList<IQueryTable> tables,
        string folder,
        LakeManifest manifest,
        QueryLimits limits,
        CancellationToken cancel)
    {
        // Twice: what the hunt says about its rows chooses the segments and loads the tables, and these are part of the SQL.
        var schema = tables.Count == 0 ? LakeHuntTable.Schema : new HuntSchema(LakeHuntTable.Instance, [.. tables.Select(table => new LoadedTable(table))]);
        var options = new SqlOptions(clock.GetUtcNow(), limits.MaxRows == int.MaxValue ? null : limits.MaxRows);
        var needed = Checked(SqlTranslator.Translate(query, schema, options)).Tables;
        var sources = new Dictionary<string, string>(StringComparer.Ordinal);
        var parameters = new List<object>();
        AddEvents(needed.GetValueOrDefault(LakeHuntTable.Instance.Name), visible, folder, manifest, sources, parameters);
        var left = TableRows.MaxBytes;
        foreach (var table in tables.Where(table => needed.ContainsKey(table.Name)))
        {
            var rows = await TableRows.ReadAsync(table, needed[table.Name], left, cancel).ConfigureAwait(false);
            left -= rows.Bytes;
            sources[table.Name] = rows.Relation(parameters.Count + 1);
            parameters.AddRange(rows.Parameters);
        }

        return Checked(SqlTranslator.Translate(query, schema, options with { Sources = sources, SourceParameters = parameters }));
    }

    private void AddEvents(
        HuntFacts? facts, VisibleEvents visible, string folder, LakeManifest manifest, Dictionary<string, string> sources, List<object> parameters)
    {
        long? from = facts?.From is { } earliest ? Microseconds.Of(earliest) : null;
        long? to = facts?.To is { } latest ? Microseconds.Of(latest) : null;
        var segments = manifest.All().Where(segment => segment.Bounds.Touches(from, to)).ToList();
        var choice = pruning.Choose(segments, facts);
        var rows = visible.IsAll ? null : new VisibleRows(visible);
        sources[LakeHuntTable.Instance.Name] = SegmentRelation.Of(folder, choice, from, to, rows?.Condition);
        if (facts is not null && rows is not null && !choice.IsEmpty)
        {
            parameters.AddRange(rows.Parameters);
        }
    }

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
