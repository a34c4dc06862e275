using System.Data.Common;
using System.Globalization;
using Kotwal.City.Data;
using Microsoft.Data.Sqlite;

namespace Kotwal.City.Ledgers;

/// <summary>Each ledger is a file of its own beside <c>city.db</c>.</summary>
internal sealed class SqliteLedgers(CityOptions options) : LedgerDialect, ILedgerSource
{
    public override string Key => "INTEGER";

    public override string Text => "TEXT";

    public override string Bytes => "BLOB";

    public override string HasTable => "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @table";

    public LedgerDialect Dialect => this;

    // "INSERT OR REPLACE" takes a row away without asking the trigger on DELETE, so that a row in the way is looked for before.
    public override string MakeAppendOnly(string table) =>
        $"""
        CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only.'); END;
        CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only.'); END;
        CREATE TRIGGER {table}_is_not_replaced BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, '{table} is append-only.'); END;
        """;

    public async Task<DbConnection> OpenAsync(string ledger, CancellationToken cancel)
    {
        PrivateFolder.Create(options.Folder);
        var file = Path.Combine(options.Folder, ledger + ".db");
        PrivateFolder.CreateFile(file);
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = options.BusyTimeoutSeconds }.ToString());
        try
        {
            await connection.OpenAsync(cancel);
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout={options.BusyTimeoutSeconds * 1000}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            await pragmas.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // It begins with the write lock of the file.
    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.BeginTransactionAsync(cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
