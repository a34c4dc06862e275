using System.Data.Common;

namespace Kotwal.City.Ledgers;

/// <summary>Where ledgers are kept.</summary>
internal interface ILedgerSource : IAsyncDisposable
{
    LedgerDialect Dialect { get; }

    Task<DbConnection> OpenAsync(string ledger, CancellationToken cancel);
}
