using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Console;
using Kotwal.Events.Alerts;
using Microsoft.Data.Sqlite;

namespace Kotwal.Respond.Tests.Pages;

/// <summary>The desk in the console, on a real server on a free port; the alerts of the other desk are fakes.</summary>
public sealed class DeskHost : IAsyncDisposable
{
    public const string Person = "asha";
    public const string Password = "a long enough phrase";

    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-respond-pages-").FullName;
    private WebApplication app = default!;

    public string Address => app.Urls.Single();

    internal StandingAlerts Alerts { get; } = new();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Offers alerts as the pipeline does.</summary>
    public ValueTask OfferAsync(params Alert[] alerts) => Get<IAlertSink>().AcceptAsync(alerts, CancellationToken.None);

    public static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost();
        await host.RunAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddCity(city =>
        {
            city.Folder = folder;
            city.SignInAttemptsPerMinute = 1000;
        });
        builder.AddConsole();
        builder.Services.AddRespond();
        builder.Services.AddSingleton<IAlertBook>(Alerts);
        app = builder.Build();
        app.UseConsole();
        app.UseCity();
        app.MapCity();
        app.MapRespond();
        app.MapConsole();
        await Get<CityDatabase>().PrepareAsync(CancellationToken.None);
        await app.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>()
            .CreateAsync(Person, Password, [Roles.Admin], "test", CancellationToken.None));
    }
}
