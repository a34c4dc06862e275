namespace Kotwal.Lake.DuckDb;

/// <summary>The engine inside this process, for the command line: one statement at a time, on the caller's thread.</summary>
internal sealed class InProcessEngine(DuckDbSettings settings) : IDuckDbEngine
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private DuckDbSession? session;

    public async ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            session ??= new DuckDbSession(settings);
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
        finally
        {
            if (session is { IsBroken: true })
            {
                session.Dispose();
                session = null;
            }

            turn.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        session?.Dispose();
        turn.Dispose();
        return ValueTask.CompletedTask;
    }
}
