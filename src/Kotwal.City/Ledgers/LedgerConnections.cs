using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Ledgers;

/// <summary>
/// Opens the append-only ledgers (facts, audit trail). Each stands by itself beside the state, a file on SQLite and a schema on
/// PostgreSQL, so that nobody who restores or migrates the state touches what was recorded, and a long import does not keep
/// people's work waiting. Safe for many threads.
/// </summary>
public sealed class LedgerConnections(IOptions<CityOptions> options) : IAsyncDisposable
{
    private readonly ILedgerSource source =
        options.Value.Database == StateDatabase.PostgreSql ? new PostgresLedgers(options.Value) : new SqliteLedgers(options.Value);

    /// <summary>What the SQL of a ledger has to know.</summary>
    public LedgerDialect Dialect => source.Dialect;

    /// <summary>Opens a ledger, and makes it when absent; its tables are the caller's.</summary>
    /// <param name="ledger">Its name: lower-case letters.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DbException">The database cannot be opened.</exception>
    public Task<DbConnection> OpenAsync(string ledger, CancellationToken cancel)
    {
        if (ledger.Length == 0 || !ledger.All(char.IsAsciiLetterLower))
        {
            throw new ArgumentException($"'{ledger}' is no name of a ledger.", nameof(ledger));
        }

        return source.OpenAsync(ledger, cancel);
    }

    /// <summary>Makes the tables of a new ledger, and refuses one whose tables are of another version.</summary>
    /// <param name="ledger">Its name.</param>
    /// <param name="version">The version of the tables that the caller knows, from 1.</param>
    /// <param name="tables">The statements that make them.</param>
    /// <param name="fill">Adds the first rows of a new ledger, inside the same transaction; null for none.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="InvalidDataException">The ledger is of another version.</exception>
    public async Task PrepareAsync(
        string ledger, int version, string tables, Func<DbConnection, DbTransaction, Task>? fill, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(ledger, cancel);
        if (await ReadVersionAsync(connection, null, cancel) is not { } found)
        {
            await using var write = await Dialect.BeginWriteAsync(connection, cancel);
            if (await ReadVersionAsync(connection, write, cancel) is null)
            {
                await MakeAsync(connection, write, version, tables, cancel);
                await (fill?.Invoke(connection, write) ?? Task.CompletedTask);
            }

            await write.CommitAsync(cancel);
            found = (await ReadVersionAsync(connection, null, cancel))!.Value;
        }

        if (found != version)
        {
            throw new InvalidDataException(
                $"The ledger '{ledger}' has tables of version {found}, and this program knows version {version} only. Use the program that wrote it.");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<long?> ReadVersionAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        await using var has = connection.CreateCommand();
        has.Transaction = transaction;
        has.CommandText = Dialect.HasTable;
        var table = has.CreateParameter();
        (table.ParameterName, table.Value) = ("table", "ledger_version");
        has.Parameters.Add(table);
        if (Convert.ToInt64(await has.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 0)
        {
            return null;
        }

        await using var read = connection.CreateCommand();
        read.Transaction = transaction;
        read.CommandText = "SELECT version FROM ledger_version";
        return Convert.ToInt64(await read.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    private static async Task MakeAsync(
        DbConnection connection, DbTransaction transaction, int version, string tables, CancellationToken cancel)
    {
        await using var make = connection.CreateCommand();
        make.Transaction = transaction;
        make.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TABLE ledger_version (version BIGINT NOT NULL); INSERT INTO ledger_version (version) VALUES ({version}); {tables}");
        await make.ExecuteNonQueryAsync(cancel);
    }
}
