using Kotwal.Lake.Results;

namespace Kotwal.Lake.DuckDb;

/// <summary>The engine inside this process, for the command line: one statement at a time, on the caller's thread.</summary>
internal sealed class InProcessEngine(DuckDbSettings settings) : IDuckDbEngine
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private DuckDbSession? session;

    public async ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, closing.Token);
            either.Token.ThrowIfCancellationRequested();
            session ??= new DuckDbSession(settings);
            return Run(session, statement, either.Token);
        }
        catch (OperationCanceledException stopped) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("The lake's engine was closed.", stopped);
        }
        finally
        {
            if (session is { IsBroken: true })
            {
                CloseSession();
            }

            turn.Release();
        }
    }

    /// <summary>Interrupts the statement that runs and waits for its end: an engine that is gone cannot be interrupted.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await turn.WaitAsync().ConfigureAwait(false);
        CloseSession();

        // Those who still wait for their turn are told; so is who comes later.
        turn.Release();
    }

    private static DuckDbRows Run(DuckDbSession session, DuckDbStatement statement, CancellationToken cancel)
    {
        var rows = new List<object?[]>();
        var bytes = 0L;
        var isCut = session.Run(statement, TakeRow, cancel);
        return new DuckDbRows(rows, isCut);

        bool TakeRow(object?[] row)
        {
            bytes += row.Sum(Cells.SizeOf);
            if (bytes > statement.MaxBytes && rows.Count > 0)
            {
                return false;
            }

            rows.Add(row);
            return true;
        }
    }

    private void CloseSession()
    {
        session?.Dispose();
        session = null;
    }
}
