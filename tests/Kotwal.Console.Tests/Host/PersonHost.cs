namespace Kotwal.Console.Tests.Host;

/// <summary>One server with an administrator, for tests that leave it as it was.</summary>
public sealed class PersonHost : IAsyncLifetime
{
    public ConsoleHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await (await ConsoleHost.StartAsync()).WithPersonAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
