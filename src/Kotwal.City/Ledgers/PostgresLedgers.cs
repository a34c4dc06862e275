using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace Kotwal.City.Ledgers;

/// <summary>Each ledger is a schema of the state's database; what is opened finds its tables without naming it.</summary>
internal sealed class PostgresLedgers(CityOptions options) : LedgerDialect, ILedgerSource
{
    // Beside the lock of the state: a number of our own, then one per ledger.
    private const int LockClass = 0x6B6F7477;

    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> made = new(StringComparer.Ordinal);

    public override string Key => "bigint";

    public override string Text => "text COLLATE \"C\"";

    public override string Bytes => "bytea";

    public override string HasTable =>
        "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = @table";

    public LedgerDialect Dialect => this;

    public override string MakeAppendOnly(string table) =>
        $"""
        CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only.'; END $$;
        CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
        """;

    public async Task<DbConnection> OpenAsync(string ledger, CancellationToken cancel)
    {
        var source = sources.GetOrAdd(ledger, name => new(() => Reach(name))).Value;
        var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            if (!made.ContainsKey(ledger))
            {
                await MakeSchemaAsync(connection, ledger, cancel);
                made[ledger] = true;
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await using var turn = connection.CreateCommand();
            turn.Transaction = transaction;
            turn.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"SET LOCAL lock_timeout = {options.BusyTimeoutSeconds * 1000}; SELECT pg_advisory_xact_lock({LockClass}, hashtext(current_schema()));");
            await turn.ExecuteNonQueryAsync(cancel);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values)
        {
            await source.Value.DisposeAsync();
        }
    }

    private NpgsqlDataSource Reach(string ledger) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(options.ConnectionString?.Reveal()) { SearchPath = ledger });

    // "IF NOT EXISTS" does not keep two who do it at the same moment apart; the lock does.
    private static async Task MakeSchemaAsync(NpgsqlConnection connection, string ledger, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var make = connection.CreateCommand();
        make.CommandText = string.Create(
            CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({LockClass}, 0); CREATE SCHEMA IF NOT EXISTS {ledger};");
        await make.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
