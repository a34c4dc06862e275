using System.Net.Http.Headers;
using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.People;

namespace Kotwal.Testing.Desks;

/// <summary>A desk behind a real web server on a free port.</summary>
internal sealed class DeskServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private DeskServer(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="add">Adds the desk and its neighbours.</param>
    /// <param name="map">Maps the desk's endpoints.</param>
    /// <param name="prepare">Makes its state, before anybody can ask.</param>
    public static async Task<DeskServer> StartAsync(
        Action<IServiceCollection> add, Action<IEndpointRouteBuilder> map, Func<IServiceProvider, Task> prepare)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        add(builder.Services);
        var app = builder.Build();
        app.UseCity();
        map(app);
        await prepare(app.Services);
        await app.StartAsync(Cancel);
        return new(app);
    }

    /// <summary>A client that carries a token of the role, for the whole city or for some parts of it.</summary>
    public async Task<HttpClient> ClientAsync(string role, params ScopeKey[] parts)
    {
        var token = await Services.GetRequiredService<TokenStore>().CreateAsync("asha", role, parts, null, "test", Cancel);
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client without any token.</summary>
    public HttpClient Stranger() => new() { BaseAddress = new Uri(app.Urls.Single()) };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
