namespace Kotwal.Lake.DuckDb;

/// <summary>Runs statements over the files of a lake. It owns no data. Safe for many threads.</summary>
internal interface IDuckDbEngine : IAsyncDisposable
{
    /// <exception cref="DuckDbRefusedException">The engine could not answer; the message says why.</exception>
    /// <exception cref="IOException">A file is gone or damaged, or the engine cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the statement has stopped.</exception>
    ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel);
}
