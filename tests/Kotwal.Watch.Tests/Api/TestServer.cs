using System.Net.Http.Headers;
using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;

namespace Kotwal.Watch.Tests.Api;

/// <summary>The desk behind a real web server on a free port; its neighbours are fakes.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TestDesk desk;
    private readonly WebApplication app;

    private TestServer(TestDesk desk, WebApplication app)
    {
        this.desk = desk;
        this.app = app;
    }

    public TestDesk Desk => desk;

    public static async Task<TestServer> StartAsync()
    {
        var desk = await TestDesk.CreateAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        desk.AddTo(builder.Services);
        var app = builder.Build();
        app.UseCity();
        app.MapWatch();
        await app.Services.GetRequiredService<CityDatabase>().PrepareAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(desk, app);
    }

    /// <summary>A client that carries a token of the role.</summary>
    public async Task<HttpClient> ClientAsync(string role = Roles.Analyst)
    {
        var token = await app.Services.GetRequiredService<TokenStore>()
            .CreateAsync("asha", role, [], null, "test", TestContext.Current.CancellationToken);
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client without any token.</summary>
    public HttpClient Stranger() => new() { BaseAddress = new Uri(app.Urls.Single()) };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await desk.DisposeAsync();
    }
}
