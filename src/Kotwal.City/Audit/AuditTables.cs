using System.Data.Common;
using Kotwal.City.Ledgers;

namespace Kotwal.City.Audit;

/// <summary>The tables of the audit ledger and the rows in them, in SQL that both databases read alike.</summary>
internal static class AuditTables
{
    internal const string Ledger = "audit";

    internal const int Version = 1;

    private const string Columns = "sequence, at, actor, action, subject, result, detail, address, hash";

    // SQLite keeps text and fractions in a column of numbers, and text is greater than any number: a reader would never pass it.
    private const string IsNumbered = "sequence = CAST(sequence AS BIGINT)";

    internal static string Make(LedgerDialect dialect) =>
        $"""
        CREATE TABLE audit_entries (
            sequence BIGINT NOT NULL PRIMARY KEY CHECK (sequence > 0),
            at BIGINT NOT NULL,
            actor {dialect.Text} NOT NULL,
            action {dialect.Text} NOT NULL,
            subject {dialect.Text} NOT NULL,
            result {dialect.Text} NOT NULL,
            detail {dialect.Text} NULL,
            address {dialect.Text} NULL,
            hash {dialect.Bytes} NOT NULL);
        CREATE INDEX audit_entries_at ON audit_entries (at);
        {dialect.MakeAppendOnly("audit_entries")}
        """;

    internal static async Task AddAsync(DbConnection connection, DbTransaction write, AuditEntry entry, CancellationToken cancel)
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = write;
        insert.CommandText =
            $"INSERT INTO audit_entries ({Columns}) VALUES (@sequence, @at, @actor, @action, @subject, @result, @detail, @address, @hash)";
        insert.With("sequence", entry.Sequence).With("at", Microseconds(entry.At)).With("actor", entry.Actor)
            .With("action", entry.Action).With("subject", entry.Subject).With("result", entry.Result.ToString())
            .With("detail", entry.Detail).With("address", entry.Address).With("hash", entry.Hash);
        await insert.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task<AuditEntry?> ReadLastAsync(DbConnection connection, DbTransaction write, CancellationToken cancel)
    {
        await using var select = connection.CreateCommand();
        select.Transaction = write;
        select.CommandText = $"SELECT {Columns} FROM audit_entries WHERE {IsNumbered} ORDER BY sequence DESC LIMIT 1";
        var rows = await ReadAllAsync(select, cancel);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Whether the entry of that sequence has that hash, in hexadecimal.</summary>
    internal static async Task<bool> HasAsync(
        DbConnection connection, DbTransaction write, long sequence, string hash, CancellationToken cancel)
    {
        await using var select = connection.CreateCommand();
        select.Transaction = write;
        select.With("sequence", sequence).CommandText = $"SELECT {Columns} FROM audit_entries WHERE sequence = @sequence";
        return (await ReadAllAsync(select, cancel)).Any(entry => Convert.ToHexStringLower(entry.Hash) == hash);
    }

    /// <summary>The sequence of a row that is no link of the chain: it has no number from 1 on. Null when there is none.</summary>
    internal static async Task<long?> FindStrayAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var select = connection.CreateCommand();
        select.CommandText = $"SELECT sequence FROM audit_entries WHERE sequence < 1 OR NOT ({IsNumbered}) LIMIT 1";
        await using var rows = await select.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? rows.GetValue(0) as long? ?? 0 : null;
    }

    /// <param name="connection">The ledger.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="bound">Only entries beyond this one, in the direction.</param>
    /// <param name="isNewestFirst">The direction.</param>
    /// <param name="count">Most entries.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<IReadOnlyList<AuditEntry>> ReadAsync(
        DbConnection connection, AuditFilter filter, long bound, bool isNewestFirst, int count, CancellationToken cancel)
    {
        await using var select = connection.CreateCommand();
        var conditions = AuditConditions.Of(filter, select).Prepend(isNewestFirst ? "sequence < @bound" : "sequence > @bound").Append(IsNumbered);
        var order = isNewestFirst ? "DESC" : "ASC";
        select.With("bound", bound).With("count", (long)count).CommandText =
            $"SELECT {Columns} FROM audit_entries WHERE {string.Join(" AND ", conditions)} ORDER BY sequence {order} LIMIT @count";
        return await ReadAllAsync(select, cancel);
    }

    internal static long Microseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Gives the command a parameter.</summary>
    internal static DbCommand With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
        return command;
    }

    private static async Task<IReadOnlyList<AuditEntry>> ReadAllAsync(DbCommand select, CancellationToken cancel)
    {
        var entries = new List<AuditEntry>();
        await using var rows = await select.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            entries.Add(AuditRow.Read(rows));
        }

        return entries;
    }
}
