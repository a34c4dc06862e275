using System.Data.Common;
using System.Security.Cryptography;

namespace Kotwal.City.Audit;

/// <summary>
/// Reads a row of the ledger as it lies there. Who can write the file can put anything into a column, and a row that stopped the reading
/// would hide all others; so it becomes an entry that says it could not be read.
/// </summary>
internal static class AuditRow
{
    // Years 1 to 9999, in microseconds since 1970.
    private static readonly long First = AuditTables.Microseconds(DateTimeOffset.MinValue);
    private static readonly long Last = AuditTables.Microseconds(DateTimeOffset.MaxValue);

    /// <summary>Reads the present row, whose columns are those of the table in their order.</summary>
    internal static AuditEntry Read(DbDataReader row)
    {
        var cells = new object[row.FieldCount];
        row.GetValues(cells);
        var at = cells[1] is long microseconds && microseconds >= First && microseconds <= Last ? microseconds : (long?)null;
        AuditResult? result = cells[5] is string word && Enum.TryParse<AuditResult>(word, out var known) && known.ToString() == word ? known : null;
        return new()
        {
            Sequence = (long)cells[0],
            At = DateTimeOffset.UnixEpoch.AddTicks((at ?? 0) * TimeSpan.TicksPerMicrosecond),
            Actor = cells[2] as string ?? "",
            Action = cells[3] as string ?? "",
            Subject = cells[4] as string ?? "",
            Result = result ?? AuditResult.Failed,
            Detail = cells[6] as string,
            Address = cells[7] as string,
            Hash = cells[8] as byte[] ?? [],
            IsReadable = at is not null && result is not null && cells[8] is byte[] { Length: SHA256.HashSizeInBytes }
                && cells[2] is string && cells[3] is string && cells[4] is string
                && cells[6] is string or DBNull && cells[7] is string or DBNull,
        };
    }
}
