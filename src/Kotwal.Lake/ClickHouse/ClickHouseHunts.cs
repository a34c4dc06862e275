using System.Globalization;
using ClickHouse.Driver;
using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;
using Kotwal.Lake.Results;
using Kotwal.Lake.Tables;

namespace Kotwal.Lake.ClickHouse;

/// <summary>Runs hunts over the events in ClickHouse. Safe for many threads.</summary>
internal sealed class ClickHouseHunts(ClickHouseServer server, ClickHouseOptions options, TimeProvider clock)
{
    private const int TimeoutExceeded = 159;
    private const int MemoryLimitExceeded = 241;

    // The engine names values of rows in what it says. Someone who sees a part of the events may not read of others there.
    private const string Refusal = "The hunt could not be computed over these events. Narrow its time range or its conditions.";

    private static readonly DateTimeOffset FirstTime = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastTime = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public async ValueTask<QueryResult> RunAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel)
    {
        var startedAt = clock.GetTimestamp();
        using var timeout = new CancellationTokenSource(limits.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            var sql = await TranslateAsync(query, visible, tables, limits, either.Token).ConfigureAwait(false);
            var (found, isCut) = await ReadAsync(sql, limits, either.Token).ConfigureAwait(false);
            var (columns, rows) = EventRows.IsEvents(sql.Columns)
                ? EventRows.Spread(sql.Columns, found)
                : ([.. sql.Columns.Select(column => new QueryColumn(column.Name, ResultTypes.Of(column)))], found);
            return new QueryResult(columns, rows, isCut, clock.GetElapsedTime(startedAt)) { Notes = sql.Notes, Chart = query.Chart };
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw TooLate(limits, late);
        }
        catch (ClickHouseServerException refusal)
        {
            throw refusal.ErrorCode switch
            {
                TimeoutExceeded => TooLate(limits, refusal),
                MemoryLimitExceeded => new QueryFailedException("The hunt needs more memory than it may have. Narrow its time range or its conditions.", refusal),
                _ => new QueryFailedException(visible.IsAll ? refusal.Message : Refusal, refusal),
            };
        }
    }

    private async ValueTask<SqlQuery> TranslateAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel)
    {
        var schema = new HuntSchema(ClickHouseHuntTable.Instance, [.. tables.Select(table => new LoadedTable(table))]);
        // Twice: what the hunt says about its rows bounds what is read and loads the tables, and these are part of the SQL.
        var plain = new SqlOptions(clock.GetUtcNow(), limits.MaxRows == int.MaxValue ? null : limits.MaxRows) { Dialect = SqlDialect.ClickHouse };
        var needed = Checked(SqlTranslator.Translate(query, schema, plain)).Tables;
        var condition = new VisibleCondition(visible);
        var sources = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [schema.Events.Name] = Events(condition, needed.GetValueOrDefault(schema.Events.Name)),
        };
        var parameters = new List<object>(condition.Parameters);
        var left = ClickHouseTableRows.MaxBytes;
        foreach (var table in tables.Where(table => needed.ContainsKey(table.Name)))
        {
            var rows = await TableRows.ReadAsync(table, needed[table.Name], left, cancel).ConfigureAwait(false);
            left -= rows.Bytes;
            var loaded = new ClickHouseTableRows(table, rows);
            sources[table.Name] = loaded.Relation(parameters.Count + 1);
            parameters.AddRange(loaded.Parameters);
        }

        return Checked(SqlTranslator.Translate(query, schema, plain with { Sources = sources, SourceParameters = parameters }));
    }

    private string Events(VisibleCondition condition, HuntFacts? facts)
    {
        var time = ClickHouseColumns.NameOf(LakeColumns.Timestamp);
        var from = facts?.From > FirstTime ? $" AND {time} >= {Literal(facts.From.Value)}" : "";
        var to = facts?.To < LastTime ? $" AND {time} <= {Literal(facts.To.Value)}" : "";
        return WriterTable.Stored(options.Database, $"{condition.Sql}{from}{to}");
    }

    // Times that the engine can write; the condition of the hunt itself stays exact.
    private static string Literal(DateTimeOffset time)
    {
        var near = time < FirstTime ? FirstTime : time > LastTime ? LastTime : time;
        return string.Create(CultureInfo.InvariantCulture, $"fromUnixTimestamp64Micro({Microseconds.Of(near)}, 'UTC')");
    }

    private async Task<(IReadOnlyList<object?[]> Rows, bool IsCut)> ReadAsync(SqlQuery sql, QueryLimits limits, CancellationToken cancel)
    {
        var settings = new Dictionary<string, object>
        {
            ["join_use_nulls"] = 1,
            ["max_execution_time"] = Math.Ceiling(limits.Timeout.TotalSeconds),
            ["max_memory_usage"] = options.MemoryMegabytes * 1024L * 1024L,

            // A hunt changes nothing, whatever it says, and ends when nobody waits for it.
            ["readonly"] = 2,
            ["cancel_http_readonly_queries_on_client_close"] = 1,

            // What fails after the first rows fails whole, and is not an answer that ends early.
            ["wait_end_of_query"] = 1,
        };
        using var reader = await server.HuntAsync(sql.Text, sql.Parameters, settings, cancel).ConfigureAwait(false);
        var rows = new List<object?[]>();
        var left = options.MaxResultMegabytes * 1024L * 1024L;
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            var row = sql.Columns.Select((column, place) => ClickHouseCells.Convert(reader.GetValue(place), column)).ToArray();
            left -= row.Sum(Cells.SizeOf);
            if (rows.Count == limits.MaxRows || left < 0)
            {
                return (rows, true);
            }

            rows.Add(row);
        }

        return (rows, false);
    }

    private static QueryFailedException TooLate(QueryLimits limits, Exception late) => new(
        $"The hunt did not end within {limits.Timeout.TotalSeconds:0} seconds. Narrow its time range or its conditions.", late);

    private static SqlQuery Checked(SqlTranslation translation) =>
        translation.Query ?? throw new QueryFailedException(translation.Error!.ToString()) { Error = translation.Error };
}
