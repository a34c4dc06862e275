using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Kotwal.Collectors.Tests;

/// <summary>Keeps the ids and texts of what was logged.</summary>
internal sealed class LogList<T> : ILogger<T>
{
    public ConcurrentQueue<(int Id, string Text)> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId.Id, formatter(state, exception)));
}
