using Microsoft.EntityFrameworkCore.Storage;

namespace Kotwal.City.Data;

/// <summary>A transaction that holds the turn to write. Disposing without a commit undoes it.</summary>
public sealed class CityWrite : IAsyncDisposable
{
    private readonly IDbContextTransaction transaction;
    private readonly IDisposable turn;
    private readonly Action ended;

    internal CityWrite(IDbContextTransaction transaction, IDisposable turn, Action ended)
    {
        this.transaction = transaction;
        this.turn = turn;
        this.ended = ended;
    }

    /// <summary>Makes everything saved since the beginning durable.</summary>
    public Task CommitAsync(CancellationToken cancel) => transaction.CommitAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            ended();
            turn.Dispose();
        }
    }
}
