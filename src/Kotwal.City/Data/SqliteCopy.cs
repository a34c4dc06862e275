using Microsoft.Data.Sqlite;

namespace Kotwal.City.Data;

/// <summary>Copies a database of SQLite as it is at one moment, while others read and write it.</summary>
public static class SqliteCopy
{
    private const int BusySeconds = 60;

    /// <summary>Copies all that is committed into a new file, which must not be there.</summary>
    /// <exception cref="System.Data.Common.DbException">The database cannot be read, or the copy not written.</exception>
    public static async Task MakeAsync(string database, string copy, CancellationToken cancel)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = BusySeconds, Pooling = false };
        await using var connection = new SqliteConnection(text.ToString());
        await connection.OpenAsync(cancel);
        PrivateFolder.CreateFile(copy);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
