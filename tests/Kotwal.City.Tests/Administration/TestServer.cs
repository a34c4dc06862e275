using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Kotwal.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Tests.Administration;

/// <summary>City's own API on a free port, with a clock that stands still.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-administration-").FullName;
    private readonly WebApplication app;

    private TestServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddCity(city => city.Folder = folder);
        app = builder.Build();
        app.UseCity();
        app.MapCity();
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Clock Clock { get; } = new(Some.Noon);

    public IServiceProvider Services => app.Services;

    public static async Task<TestServer> StartAsync()
    {
        var server = new TestServer();
        await server.app.Services.GetRequiredService<CityDatabase>().PrepareAsync(Cancel);
        await server.app.StartAsync(Cancel);
        return server;
    }

    /// <summary>A client that carries a token.</summary>
    public async Task<HttpClient> ClientAsync(string role = Roles.Admin, DateTimeOffset? until = null, params ScopeKey[] scope) =>
        Client(await Services.GetRequiredService<TokenStore>().CreateAsync("asha", role, scope, until, "test", Cancel));

    /// <summary>A client with this token, or with none.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Makes an account with a password, as the setup link does, and tells its id.</summary>
    public async Task<Guid> PersonAsync(string name, params string[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(name, Some.Password, roles, "test", Cancel));
        await using var city = await ContextAsync();
        return await city.Set<Account>().Where(a => a.UserName == name).Select(a => a.Id).SingleAsync(Cancel);
    }

    /// <summary>Signs the account in and gives what the session's cookie says.</summary>
    public async Task<ClaimsPrincipal> SignInAsync(Guid id)
    {
        await using var city = await ContextAsync();
        var account = await city.Set<Account>().SingleAsync(a => a.Id == id, Cancel);
        var session = await Services.GetRequiredService<AccountSessions>()
            .StartAsync(account, SignInMethod.Password, new Visitor("127.0.0.1", "test"), Cancel);
        return SessionPrincipal.ForCookie(session);
    }

    /// <summary>What a request with that cookie may do now; null when the session has ended.</summary>
    public async Task<ClaimsPrincipal?> RequestAsync(ClaimsPrincipal cookie) =>
        await Services.GetRequiredService<LiveSessions>().FindAsync(cookie, Cancel);

    public Task<CityDbContext> ContextAsync() => Services.GetRequiredService<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Cancel);

    /// <summary>The newest entries of the audit trail, the newest first.</summary>
    public Task<IReadOnlyList<AuditEntry>> TrailAsync(int count = 200) => Services.GetRequiredService<IAuditTrail>().ReadAsync(null, count, Cancel);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Clone();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
