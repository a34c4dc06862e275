namespace Kotwal.Collectors.Spool;

/// <summary>Lets senders in, or has them wait. Safe for many threads.</summary>
internal sealed class SenderGate
{
    private readonly Lock turn = new();
    private TaskCompletionSource? closed;

    public bool IsOpen => Volatile.Read(ref closed) is null;

    public void Set(bool isOpen)
    {
        lock (turn)
        {
            if (isOpen)
            {
                Interlocked.Exchange(ref closed, null)?.TrySetResult();
            }
            else
            {
                Interlocked.CompareExchange(ref closed, new(TaskCreationOptions.RunContinuationsAsynchronously), null);
            }
        }
    }

    /// <summary>Completes when the gate is open.</summary>
    public Task WaitAsync(CancellationToken cancel) => Volatile.Read(ref closed)?.Task.WaitAsync(cancel) ?? Task.CompletedTask;
}
