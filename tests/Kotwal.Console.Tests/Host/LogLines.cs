using System.Collections.Concurrent;

namespace Kotwal.Console.Tests.Host;

/// <summary>Keeps what is logged, with scopes and exceptions.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = new();
    private IExternalScopeProvider? scopes;

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log.lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            log.scopes?.ForEachScope((scope, lines) => lines.Enqueue($"  in {scope}"), log.lines);
        }
    }
}
