using System.Net.Http.Headers;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Tests.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Tests.Audit;

/// <summary>City behind a real web server on a free port.</summary>
internal sealed class AuditServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-audit-").FullName;
    private WebApplication app = default!;

    public static async Task<AuditServer> StartAsync()
    {
        var server = new AuditServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddCity(city => TestState.Keep(city, server.folder));
        server.app = builder.Build();
        server.app.UseCity();
        server.app.MapCity();
        await server.Get<CityDatabase>().PrepareAsync(TestContext.Current.CancellationToken);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public string File(string name) => Path.Combine(folder, name);

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A client that carries a token of the role; to make it is the first entry of the trail.</summary>
    public async Task<HttpClient> ClientAsync(string role)
    {
        var token = await Get<TokenStore>().CreateAsync("asha", role, [], null, "test", TestContext.Current.CancellationToken);
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        TestState.Forget(folder);
    }
}
