using Microsoft.Data.Sqlite;

namespace Kotwal.City.Data;

/// <summary>Asks SQLite itself whether the file of a database is whole.</summary>
public static class SqliteCheck
{
    private const int MaxFaults = 20;

    /// <summary>What is wrong, in SQLite's own words; empty when nothing is. Changes nothing.</summary>
    public static Task<IReadOnlyList<string>> RunAsync(string database, CancellationToken cancel) => AskAsync(database, SqliteOpenMode.ReadOnly, "", cancel);

    /// <summary>Makes the indexes anew, which is all that can be mended without a loss; gives what is wrong then.</summary>
    public static Task<IReadOnlyList<string>> ReindexAsync(string database, CancellationToken cancel) =>
        AskAsync(database, SqliteOpenMode.ReadWrite, "REINDEX; ", cancel);

    private static async Task<IReadOnlyList<string>> AskAsync(string database, SqliteOpenMode mode, string before, CancellationToken cancel)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = database, Mode = mode, Pooling = false };
        try
        {
            await using var connection = new SqliteConnection(text.ToString());
            await connection.OpenAsync(cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = $"{before}PRAGMA integrity_check({MaxFaults})";
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var said = new List<string>();
            while (await rows.ReadAsync(cancel))
            {
                said.Add(rows.GetString(0));
            }

            return said is ["ok"] ? [] : said;
        }
        catch (SqliteException damage)
        {
            return [damage.Message];
        }
    }
}
