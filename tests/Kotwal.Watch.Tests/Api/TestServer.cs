using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.Testing.Desks;

namespace Kotwal.Watch.Tests.Api;

/// <summary>The desk behind a real web server; its neighbours are fakes.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly DeskServer server;

    private TestServer(TestDesk desk, DeskServer server) => (Desk, this.server) = (desk, server);

    public TestDesk Desk { get; }

    public static async Task<TestServer> StartAsync()
    {
        var desk = await TestDesk.CreateAsync();
        return new(desk, await DeskServer.StartAsync(
            desk.AddTo,
            routes => routes.MapWatch(),
            services => services.GetRequiredService<CityDatabase>().PrepareAsync(TestContext.Current.CancellationToken)));
    }

    public Task<HttpClient> ClientAsync(string role = Roles.Analyst) => server.ClientAsync(role);

    public HttpClient Stranger() => server.Stranger();

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await Desk.DisposeAsync();
    }
}
