using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.Console.Ui;
using Microsoft.Data.Sqlite;

namespace Kotwal.Console.Tests.Host;

/// <summary>A real server on a free port with the console, and a desk of our own that shows the kit.</summary>
public sealed class ConsoleHost : IAsyncDisposable
{
    public const string Person = "asha";

    private readonly WebApplication app;
    private readonly string folder;

    private ConsoleHost(WebApplication app, string folder)
    {
        this.app = app;
        this.folder = folder;
    }

    public string Address => app.Urls.Single();

    /// <summary>Everything the server has logged, at the level a default configuration logs.</summary>
    internal LogLines Log { get; private init; } = default!;

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Starts a server without any account.</summary>
    public static async Task<ConsoleHost> StartAsync(Action<CityOptions>? configure = null, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kotwal-console-").FullName;
        var log = new LogLines();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddCity(o =>
        {
            o.Folder = folder;
            o.SignInAttemptsPerMinute = 1000;
            configure?.Invoke(o);
        });
        builder.Services.AddSingleton(Some.Plan);
        builder.AddConsole();
        builder.Services.AddConsolePages(typeof(ConsoleHost).Assembly).AddNavigation(
            new("desk.watch", "gallery.title", "", Icons.Gauge, 100, Policies.Read),
            new("desk.watch", "gallery.slow", "slow", Icons.Bell, 110, Policies.Read),
            new("desk.respond", "gallery.faulty", "faulty", Icons.Case, 200, Policies.Administer));

        var app = builder.Build();
        app.UseConsole();
        app.UseCity();
        app.MapCity();
        TestEndpoints.Map(app);
        app.MapConsole();
        await app.Services.GetRequiredService<CityDatabase>().PrepareAsync(CancellationToken.None);
        await app.StartAsync();
        return new ConsoleHost(app, folder) { Log = log };
    }

    /// <summary>Makes <see cref="Person"/>.</summary>
    public async Task<ConsoleHost> WithPersonAsync(params string[] roles)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        Assert.Empty(await accounts.CreateAsync(Person, Some.Password, roles is [] ? [Roles.Admin] : roles, "test", CancellationToken.None));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
