using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Testing;
using Kotwal.Testing.Desks;

namespace Kotwal.Devices.Tests.Api;

/// <summary>The desk behind a real web server, with the small city in its graph.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TestDesk desk;
    private readonly DeskServer server;

    private TestServer(TestDesk desk, DeskServer server) => (this.desk, this.server) = (desk, server);

    public Clock Clock => desk.Clock;

    public IServiceProvider Services => server.Services;

    public static async Task<TestServer> StartAsync()
    {
        var desk = new TestDesk();
        return new(desk, await DeskServer.StartAsync(services => desk.AddTo(services), routes => routes.MapDevices(), TestDesk.BeginAsync));
    }

    public Task<HttpClient> ClientAsync(string role = Roles.Engineer, params ScopeKey[] parts) => server.ClientAsync(role, parts);

    public Guid IdOf(string name) => TestDesk.Node(Services, name).Id.Value;

    public async Task<IReadOnlyList<string>> DeedsAsync() =>
        [.. (await Services.GetRequiredService<IAuditTrail>().ReadAsync(null, 1000, TestContext.Current.CancellationToken)).Select(entry => entry.Action)];

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        desk.Dispose();
    }
}
