using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Console;
using Kotwal.Events.Alerts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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
    public ValueTask OfferAsync(params Alert[] alerts)
    {
        Alerts.Add(alerts);
        return Get<IAlertSink>().AcceptAsync(alerts, CancellationToken.None);
    }

    /// <summary>Makes somebody who works on incidents in some parts of the city.</summary>
    public async Task AdmitAsync(string name, params ScopeKey[] parts)
    {
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>()
            .CreateAsync(name, Password, [Roles.Responder], "test", CancellationToken.None));
        await using var city = await Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync();
        var account = await city.Set<Account>().SingleAsync(known => known.UserName == name);
        var grant = await city.Set<RoleGrant>().SingleAsync(known => known.AccountId == account.Id);
        city.Entry(grant).Property(known => known.Scope).CurrentValue = parts;
        await city.SaveChangesAsync();
    }

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
