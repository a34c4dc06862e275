using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.Console;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Devices.Tests.Pages;

/// <summary>The desk in the console, on a real server on a free port, with the small city in its graph.</summary>
public sealed class DeskHost : IAsyncDisposable
{
    public const string Person = "asha";
    public const string Password = "a long enough phrase";

    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-devices-pages-").FullName;
    private WebApplication app = default!;

    public string Address => app.Urls.Single();

    public IServiceProvider Services => app.Services;

    public static async Task<DeskHost> StartAsync(string role = Roles.Admin, bool isEmpty = false, params ScopeKey[] parts)
    {
        var host = new DeskHost();
        await host.RunAsync(role, isEmpty, parts);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Kotwal.City.Tests.State.TestState.Forget(folder);
    }

    private async Task RunAsync(string role, bool isEmpty, ScopeKey[] parts)
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
        builder.Services.AddDevices();
        app = builder.Build();
        app.UseConsole();
        app.UseCity();
        app.MapCity();
        app.MapDevices();
        app.MapConsole();
        await Services.GetRequiredService<CityDatabase>().PrepareAsync(CancellationToken.None);
        if (!isEmpty)
        {
            await TestDesk.ImportAsync(Services, SmallCity.Lines, new("kotwal", null, "plan", IsComplete: false));
        }

        await app.StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(Person, Password, [role], "test", CancellationToken.None));
        await using var city = await Services.GetRequiredService<IDbContextFactory<CityDbContext>>().CreateDbContextAsync();
        var grant = await city.Set<RoleGrant>().SingleAsync();
        city.Entry(grant).Property(known => known.Scope).CurrentValue = parts;
        await city.SaveChangesAsync();
    }
}
