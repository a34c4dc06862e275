namespace Kotwal.Demo.Doors;

/// <summary>The way through one door. Used by one thread at a time; opens what it needs by itself, again after a failure.</summary>
internal interface IDoorway : IAsyncDisposable
{
    /// <summary>Sends messages in their order.</summary>
    /// <exception cref="IOException">The door is shut; the messages may be sent again.</exception>
    Task SendAsync(IReadOnlyList<byte[]> messages, CancellationToken cancel);
}
