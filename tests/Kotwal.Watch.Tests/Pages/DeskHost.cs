using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Console;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Kotwal.Testing;
using Kotwal.Watch.Dashboards;
using Kotwal.Watch.Rules;
using Kotwal.Watch.Sources;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Tests.Pages;

/// <summary>The desk in the console, on a real server and over a real lake; rules, sources and the other desk are fakes.</summary>
public sealed class DeskHost : IAsyncLifetime
{
    public const string Person = "asha";
    public const string Password = "a long enough phrase";

    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-watch-pages-").FullName;
    private WebApplication app = default!;

    public string Address => app.Urls.Single();

    /// <summary>What is known of the city; told before the start.</summary>
    internal CityPlan Plan { get; init; } = CityPlan.Empty;

    internal FakeRuleBook Rules { get; } = new();

    internal FakeSourceBook Sources { get; } = new();

    internal FakeRespond Respond { get; } = new();

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Offers alerts as the pipeline does.</summary>
    public ValueTask OfferAsync(params Alert[] alerts) => Get<IAlertSink>().AcceptAsync(alerts, CancellationToken.None);

    /// <summary>Lets somebody in for some parts of the city.</summary>
    public async Task AdmitAsync(string name, string role, params ScopeKey[] parts)
    {
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>()
            .CreateAsync(name, Password, [role], "test", CancellationToken.None));
        await using var city = await Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync();
        var account = await city.Set<Account>().SingleAsync(known => known.UserName == name);
        var grant = await city.Set<RoleGrant>().SingleAsync(known => known.AccountId == account.Id);
        city.Entry(grant).Property(known => known.Scope).CurrentValue = parts;
        await city.SaveChangesAsync();
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddCity(city =>
        {
            city.Folder = folder;
            city.SignInAttemptsPerMinute = 1000;
        });
        builder.Services.AddLake().Configure<LakeOptions>(lake =>
        {
            lake.Folder = Path.Combine(folder, "lake");
            lake.ReadInProcess = true;
        });
        builder.Services.AddSingleton(Plan);
        builder.AddConsole();
        builder.Services.AddSingleton(new DashboardFolders([Repository.PathOf("content", "dashboards")]));
        builder.Services.AddWatch();
        builder.Services.AddSingleton<IRuleBook>(Rules);
        builder.Services.AddSingleton<ISourceBook>(Sources);
        builder.Services.AddSingleton<IIncidentIntake>(Respond);
        builder.Services.AddSingleton<IWorkload>(Respond);
        app = builder.Build();
        app.UseConsole();
        app.UseCity();
        app.MapCity();
        app.MapWatch();
        app.MapConsole();
        await Get<CityDatabase>().PrepareAsync(CancellationToken.None);
        await Get<GraphStart>().RunAsync(Plan, CancellationToken.None);
        await app.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>()
            .CreateAsync(Person, Password, [Roles.Admin], "test", CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
