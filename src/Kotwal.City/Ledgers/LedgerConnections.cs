using System.Data.Common;
using Kotwal.City.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Ledgers;

/// <summary>
/// Opens the append-only ledgers (facts, audit trail). Each is a database of its own beside the state, so that nobody who restores
/// or migrates the state touches what was recorded, and a long import does not keep people's work waiting. Safe for many threads.
/// </summary>
public sealed class LedgerConnections(IOptions<CityOptions> options)
{
    /// <summary>Opens a ledger, and makes it when absent; its tables are the caller's.</summary>
    /// <param name="ledger">Its name: lower-case letters.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DbException">The database cannot be opened.</exception>
    public async Task<DbConnection> OpenAsync(string ledger, CancellationToken cancel)
    {
        PrivateFolder.Create(options.Value.Folder);
        var file = Path.Combine(options.Value.Folder, ledger + ".db");
        PrivateFolder.CreateFile(file);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file }.ToString());
        try
        {
            await connection.OpenAsync(cancel);
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText =
                $"PRAGMA busy_timeout={options.Value.BusyTimeoutSeconds * 1000}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
            await pragmas.ExecuteNonQueryAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
