namespace Kotwal.City.Data;

/// <summary>Lets one writer of this process at a time to the state, in the order of arrival. Safe for many threads.</summary>
internal sealed class CityWriteGate : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits until no one else writes.</summary>
    /// <returns>Lets the next one in when disposed.</returns>
    internal async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        return new Turn(turn);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                turn.Release();
            }
        }
    }
}
