using Npgsql;
using NpgsqlTypes;

namespace Kotwal.City.Facts;

/// <summary>PostgreSQL's own way to take many rows: <c>COPY</c>, which is many times as quick as statements.</summary>
internal static class FactCopy
{
    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<FactRow> rows, CancellationToken cancel)
    {
        await using var import = await connection.BeginBinaryImportAsync(
            "COPY facts (sequence, subject, predicate, value, target, effective_at, is_end) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancel);
            await import.WriteAsync(row.Number, NpgsqlDbType.Bigint, cancel);
            await import.WriteAsync((long)row.Subject, NpgsqlDbType.Bigint, cancel);
            await import.WriteAsync((long)row.Predicate, NpgsqlDbType.Bigint, cancel);
            await (row.Value is null ? import.WriteNullAsync(cancel) : import.WriteAsync(row.Value, NpgsqlDbType.Text, cancel));
            await (row.Target == 0 ? import.WriteNullAsync(cancel) : import.WriteAsync((long)row.Target, NpgsqlDbType.Bigint, cancel));
            await import.WriteAsync(row.EffectiveAt, NpgsqlDbType.Bigint, cancel);
            await import.WriteAsync(row.IsEnd ? 1L : 0L, NpgsqlDbType.Bigint, cancel);
        }

        await import.CompleteAsync(cancel);
    }
}
