using System.Data.Common;
using System.Globalization;

namespace Kotwal.City.Facts;

/// <summary>Reads the heads of recordings.</summary>
internal static class RecordingReads
{
    private const string Columns = "SELECT sequence, recorded_at, source, actor, note, first_fact, fact_count, hash FROM fact_recordings";

    public static async Task<Recording?> LastAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel) =>
        (await ReadAsync(connection, transaction, $"{Columns} ORDER BY sequence DESC LIMIT 1", cancel)).SingleOrDefault();

    public static Task<List<Recording>> NewestAsync(DbConnection connection, long? before, int count, CancellationToken cancel) => ReadAsync(
        connection, transaction: null,
        string.Create(CultureInfo.InvariantCulture, $"{Columns} WHERE sequence < {before ?? long.MaxValue} ORDER BY sequence DESC LIMIT {count}"), cancel);

    public static Task<List<Recording>> AfterAsync(DbConnection connection, DbTransaction? transaction, long number, CancellationToken cancel) =>
        ReadAsync(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"{Columns} WHERE sequence > {number} ORDER BY sequence"), cancel);

    /// <summary>The recordings of some numbers, in no order; at most a thousand.</summary>
    public static Task<List<Recording>> OfAsync(DbConnection connection, IEnumerable<long> numbers, CancellationToken cancel) => ReadAsync(
        connection, transaction: null, string.Create(CultureInfo.InvariantCulture, $"{Columns} WHERE sequence IN ({string.Join(',', numbers)})"), cancel);

    private static async Task<List<Recording>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var recordings = new List<Recording>();
        while (await reader.ReadAsync(cancel))
        {
            recordings.Add(new(
                reader.GetInt64(0), FactTime.FromMicroseconds(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetInt64(5), (int)reader.GetInt64(6), reader.GetString(7)));
        }

        return recordings;
    }
}
