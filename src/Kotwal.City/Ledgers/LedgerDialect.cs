using System.Data.Common;

namespace Kotwal.City.Ledgers;

/// <summary>
/// What differs in the plain SQL of a ledger between the databases. Parameters are <c>@name</c> on both, numbers are
/// <c>BIGINT</c>, and <c>LIKE … ESCAPE</c>, <c>lower</c> (ASCII only), <c>LIMIT</c> and <c>RETURNING</c> mean the same.
/// </summary>
public abstract class LedgerDialect
{
    private protected LedgerDialect()
    {
    }

    /// <summary>Column type of a primary key that is a number, by which the rows lie in order.</summary>
    public abstract string Key { get; }

    /// <summary>Column type of text that is compared and ordered by bytes.</summary>
    public abstract string Text { get; }

    /// <summary>Column type of bytes.</summary>
    public abstract string Bytes { get; }

    /// <summary>Question that gives 1 when the ledger has the table <c>@table</c>, and 0 when not.</summary>
    public abstract string HasTable { get; }

    /// <summary>Statements after which the table's rows can be added and read, and neither changed nor taken away.</summary>
    /// <param name="table">Its name; its key is a column <c>sequence</c>.</param>
    public abstract string MakeAppendOnly(string table);

    /// <summary>Opens a transaction that is the only one of all processes that writes to this ledger.</summary>
    /// <exception cref="DbException">Another one did not end in time.</exception>
    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancel);
}
