using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Manifest;

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
    /// <param name="folder">Full path of the lake's folder.</param>
    /// <param name="manifest">The segments; the caller holds a lease on them.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="cancel">Stops the engine.</param>
    public async ValueTask<QueryResult> RunAsync(
        HuntQuery query, VisibleEvents visible, string folder, LakeManifest manifest, QueryLimits limits, CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        var sql = Translate(query, visible, folder, manifest, limits);
        using var timeout = new CancellationTokenSource(limits.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var statement = new DuckDbStatement(sql.Text, sql.Parameters, limits.MaxRows, maxBytes);
            var found = await engine.RunAsync(statement, either.Token).ConfigureAwait(false);
            var (columns, rows) = Shape(sql.Columns, found.Rows);
            return new QueryResult(columns, rows, found.IsCut, clock.GetElapsedTime(startedAt)) { Notes = sql.Notes };
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

    private SqlQuery Translate(HuntQuery query, VisibleEvents visible, string folder, LakeManifest manifest, QueryLimits limits)
    {
        // Twice: what the hunt says about its events chooses the segments, and these are part of the SQL.
        var options = new SqlOptions(clock.GetUtcNow(), limits.MaxRows == int.MaxValue ? null : limits.MaxRows);
        var facts = Checked(SqlTranslator.Translate(query, LakeHuntTable.Schema, options)).Tables.GetValueOrDefault(LakeHuntTable.Instance.Name);
        long? from = facts?.From is { } earliest ? Microseconds.Of(earliest) : null;
        long? to = facts?.To is { } latest ? Microseconds.Of(latest) : null;
        var segments = manifest.All().Where(segment => segment.Bounds.Touches(from, to)).ToList();
        var choice = pruning.Choose(segments, facts);
        var rows = visible.IsAll ? null : new VisibleRows(visible);
        return Checked(SqlTranslator.Translate(query, LakeHuntTable.Schema, options with
        {
            Sources = new Dictionary<string, string> { [LakeHuntTable.Instance.Name] = SegmentRelation.Of(folder, choice, from, to, rows?.Condition) },
            SourceParameters = rows is null || choice.IsEmpty ? [] : rows.Parameters,
        }));
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
