using System.Globalization;
using DuckDB.NET.Data;
using Kotwal.Hunt.Sql;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>
/// The test's tables in a real DuckDB. Where there is a ClickHouse as well, it must answer every hunt alike, or say that it cannot.
/// </summary>
public sealed class TestLake : IDisposable
{
    // Hunts whose answer tells lists without items from absent ones. ClickHouse cannot, and a lake holds none.
    private static readonly HashSet<string> TellsEmptyLists =
    [
        "summarize count() by tags",
        "event.id:e007 | project tags, device.address, device.zone, x = tolower(tags), y = tolower(device.address)",
    ];

    private readonly DuckDBConnection connection = new("DataSource=:memory:;threads=1");

    public TestLake()
    {
        connection.Open();
        Execute("SET TimeZone = 'Asia/Kolkata'");
        Execute("""
            CREATE TABLE events ("@timestamp" TIMESTAMP, "event.id" VARCHAR, "event.original" VARCHAR, message VARCHAR,
                "source.ip" VARCHAR, "source.bytes" BIGINT, "destination.port" BIGINT, "user.name" VARCHAR, "event.outcome" VARCHAR,
                "risk.level" DOUBLE, "tls.established" BOOLEAN, tags VARCHAR[], fields MAP(VARCHAR, VARCHAR[]))
            """);
        Execute("CREATE TABLE alerts (raised_at TIMESTAMP, id VARCHAR, title VARCHAR, who VARCHAR, score BIGINT, details VARCHAR)");
        foreach (var (minutes, id, title, user, score, details) in AlertTable.Rows)
        {
            var raised = Rows.Now.UtcDateTime.AddMinutes(-minutes).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            Execute($"INSERT INTO alerts VALUES (TIMESTAMP '{raised}', {Text(id)}, {Text(title)}, {Text(user)}, {score}, {Text(details)})");
        }

        foreach (var row in Rows.All)
        {
            Execute($"INSERT INTO events VALUES ({string.Join(", ", Literals(row))})");
        }
    }

    public void Dispose() => connection.Dispose();

    /// <summary>Runs a hunt and gives its cells; lists as arrays.</summary>
    internal List<object?[]> Run(string hunt, int? maxRows = null)
    {
        var rows = Run(Some.Query(hunt, TestSchema.Open, maxRows));
        if (ClickHouseTestLake.TryGet() is { } clickHouse && !TellsEmptyLists.Contains(hunt))
        {
            var translation = Some.Translation(hunt, SqlDialect.ClickHouse, maxRows);
            if (translation.IsTranslated && translation.Query.Columns.All(column => column.Type != HuntType.Map))
            {
                var (expected, found) = (Alike(rows), Alike(clickHouse.Run(translation.Query)));
                Assert.True(expected == found, $"{hunt}\n{expected}\nClickHouse:\n{found}\n{translation.Query.Text}");
            }
        }

        return rows;
    }

    internal List<object?[]> Run(SqlQuery query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query.Text;
        foreach (var value in query.Parameters)
        {
            command.Parameters.Add(new DuckDBParameter(value));
        }

        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Cell(reader.GetValue(i)))]);
        }

        return rows;
    }

    /// <summary>One value that the engine computes.</summary>
    internal object? Scalar(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    // Neither engine orders what nothing sorts, nor the items of a list.
    private static string Alike(List<object?[]> rows) => string.Join('\n', rows
        .Select(row => Cells.Shown([.. row.Select(cell => cell is object?[] items ? items.Length == 0 ? null : items.Order().ToArray() : cell)]))
        .Order(StringComparer.Ordinal));

    private static object? Cell(object value) => value is System.Collections.IList list ? list.Cast<object?>().ToArray() : value;

    private static IEnumerable<string> Literals(Row row) =>
    [
        $"TIMESTAMP '{row.Time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        Text(row.Id), Text(row.Original), Text(row.Message), Text(row.SourceIp), Number(row.Bytes), Number(row.Port), Text(row.User),
        Text(row.Outcome), Number(row.Score), row.IsEncrypted?.ToString() ?? "NULL", row.Tags is null ? "NULL" : List(row.Tags),
        $"MAP {{{string.Join(", ", row.Other.Select(pair => $"{Text(pair.Key)}: {List(pair.Value)}"))}}}",
    ];

    private static string List(string[] items) => $"[{string.Join(", ", items.Select(Text))}]::VARCHAR[]";

    private static string Text(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "NULL";

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
