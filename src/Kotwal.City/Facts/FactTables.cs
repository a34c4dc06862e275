using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kotwal.City.Facts;

/// <summary>
/// The ledger's tables, in the SQL of SQLite and of PostgreSQL; the one place that knows both. Rows can be added and nothing else:
/// triggers refuse the rest, so that only who owns the database could alter it, and the chain of hashes shows that.
/// </summary>
internal static class FactTables
{
    private static readonly string[] Names = ["fact_recordings", "fact_nodes", "fact_words", "facts"];

    public static bool IsSqlite(DbConnection connection) => connection is SqliteConnection;

    public static async Task PrepareAsync(DbConnection connection, CancellationToken cancel)
    {
        foreach (var statement in IsSqlite(connection) ? Tables("INTEGER").Concat(SqliteTriggers) : Tables("BIGINT").Concat(PostgresTriggers))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Keeps other writers out until the transaction ends. SQLite's transaction does so by itself.</summary>
    public static async Task LockAsync(DbTransaction transaction, CancellationToken cancel)
    {
        if (!IsSqlite(transaction.Connection!))
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "LOCK TABLE fact_recordings IN EXCLUSIVE MODE";
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static IEnumerable<string> Tables(string key) =>
    [
        $"""
        CREATE TABLE IF NOT EXISTS fact_recordings (
            number {key} PRIMARY KEY, recorded_at BIGINT NOT NULL, source TEXT NOT NULL, actor TEXT NOT NULL, note TEXT NOT NULL,
            first_fact BIGINT NOT NULL, fact_count BIGINT NOT NULL, hash TEXT NOT NULL)
        """,
        $"CREATE TABLE IF NOT EXISTS fact_nodes (key {key} PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
        $"CREATE TABLE IF NOT EXISTS fact_words (key {key} PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
        $"""
        CREATE TABLE IF NOT EXISTS facts (
            number {key} PRIMARY KEY, subject BIGINT NOT NULL, predicate BIGINT NOT NULL, value TEXT, target BIGINT,
            effective_at BIGINT NOT NULL, is_end BIGINT NOT NULL)
        """,
        "CREATE INDEX IF NOT EXISTS facts_by_subject ON facts (subject, number)",
    ];

    private static IEnumerable<string> SqliteTriggers =>
        from table in Names
        from deed in (string[])["UPDATE", "DELETE"]
        select $"""
            CREATE TRIGGER IF NOT EXISTS {table}_no_{deed} BEFORE {deed} ON {table}
            BEGIN SELECT RAISE(ABORT, 'facts are only ever added'); END
            """;

    private static IEnumerable<string> PostgresTriggers =>
    [
        """
        CREATE OR REPLACE FUNCTION facts_only_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'facts are only ever added'; END $$
        """,
        .. from table in Names
           select $"""
            CREATE OR REPLACE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION facts_only_added()
            """,
    ];
}
