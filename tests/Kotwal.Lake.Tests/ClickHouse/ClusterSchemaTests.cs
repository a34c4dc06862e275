using System.Text.RegularExpressions;
using Kotwal.Lake.ClickHouse;
using Kotwal.Testing;
using Kotwal.Testing.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.ClickHouse;

/// <summary>
/// The schema that ships for a cluster. The engine of the tests is one server without a keeper, so each statement runs there with what
/// names a cluster taken out: everything else is as it ships. The distributed table is a plain one there.
/// </summary>
public sealed partial class ClusterSchemaTests
{
    private static string Schema { get; } = File.ReadAllText(Repository.PathOf("deploy", "clickhouse", "schema.sql"));

    [Fact]
    public void The_cluster_has_the_columns_that_the_store_writes()
    {
        var expected = ClickHouseColumns.All.Select(column => $"    {column.Name} {column.Type},");

        Assert.Equal(expected, Schema.Split('\n').SkipWhile(line => line != "    timestamp DateTime64(6, 'UTC'),").Take(ClickHouseColumns.All.Length));
        Assert.Contains($"COMMENT '{ClickHouseSchema.Layout}'", Schema, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_have_names_of_their_own() =>
        Assert.Equal(ClickHouseColumns.All.Length, ClickHouseColumns.All.Select(column => column.Name).Distinct().Count());

    [Fact]
    public async Task Every_statement_runs_on_one_server_and_its_tables_take_events()
    {
        var cancel = TestContext.Current.CancellationToken;
        var database = $"kotwal_cluster_{Environment.ProcessId}";
        var options = new ClickHouseOptions { Address = ClickHouseEngine.Get().Address.ToString(), Database = database };
        using var server = new ClickHouseServer(options);

        var statements = StatementEnd().Split(Comment().Replace(Schema, "")).Where(statement => statement.Trim().Length > 0).ToList();
        foreach (var statement in statements)
        {
            await server.ExecuteAsync(OnOneServer(statement, database), [], cancel);
        }

        await using var store = new ClickHouseEventStore(options, NullLogger<ClickHouseEventStore>.Instance, TimeProvider.System);
        await store.OpenAsync(cancel);
        await store.AppendAsync(Some.Batch(0, 3, TimeProvider.System.GetUtcNow()), Some.Range(0, 3), cancel);
        await server.ExecuteAsync($"INSERT INTO {database}.events_local SELECT * FROM {database}.events", [], cancel);
        var byIndex = await server.ScalarAsync(
            $"SELECT toInt64(count()) FROM {database}.events_local WHERE hasToken(lower(event_original), '2') SETTINGS force_data_skipping_indices = 'words'", [], cancel);
        var found = await store.QueryAsync(Some.Hunt("\"event 1\" | count"), VisibleEvents.All, QueryLimits.Page, cancel);

        Assert.Equal(4, statements.Count);
        Assert.Equal(1L, byIndex);
        Assert.Equal(1L, found.Rows[0][0]);
    }

    private static string OnOneServer(string statement, string database)
    {
        var alone = statement
            .Replace(" ON CLUSTER 'kotwal'", "", StringComparison.Ordinal)
            .Replace("SETTINGS storage_policy = 'kotwal_tiers', ", "SETTINGS ", StringComparison.Ordinal)
            .Replace(" TO VOLUME 'cold'", " TO DISK 'default'", StringComparison.Ordinal)
            .Replace("kotwal.", database + ".", StringComparison.Ordinal)
            .Replace("DATABASE IF NOT EXISTS kotwal", "DATABASE IF NOT EXISTS " + database, StringComparison.Ordinal);
        alone = Replicated().Replace(alone, match => $"{match.Groups[1].Value}MergeTree({match.Groups[2].Value})");
        return Distributed().Replace(alone, "ENGINE = MergeTree ORDER BY tuple()");
    }

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();

    [GeneratedRegex(";[ ]*(\n|$)")]
    private static partial Regex StatementEnd();

    [GeneratedRegex(@"Replicated(\w*)MergeTree\('[^']*', '[^']*'(?:, )?([^)]*)\)")]
    private static partial Regex Replicated();

    [GeneratedRegex(@"ENGINE = Distributed\([^)]*\)\)")]
    private static partial Regex Distributed();
}
