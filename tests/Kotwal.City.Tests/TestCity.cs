using Kotwal.City.Data;
using Kotwal.City.Tests.State;
using Kotwal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests;

/// <summary>A city in a folder of its own, without a web server, as a command has it.</summary>
internal sealed class TestCity : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private readonly bool keep;

    private TestCity(string folder, ServiceProvider services, bool keep)
    {
        this.keep = keep;
        Folder = folder;
        this.services = services;
    }

    public string Folder { get; }

    public Clock Clock { get; } = new(Some.Noon);

    public static Task<TestCity> CreateAsync(Action<IServiceCollection>? more = null) =>
        OpenAsync(Directory.CreateTempSubdirectory("kotwal-city-").FullName, more);

    /// <summary>Another process on the same folder; who does not keep it takes it away at the end.</summary>
    public static async Task<TestCity> OpenAsync(string folder, Action<IServiceCollection>? more = null, bool keep = false)
    {
        var services = new ServiceCollection();
        var city = default(TestCity)!;
        services.AddSingleton<TimeProvider>(_ => city.Clock);
        services.AddCity(o => TestState.Keep(o, folder));
        services.AddCityEntities(typeof(TestCity).Assembly);
        more?.Invoke(services);
        city = new TestCity(folder, services.BuildServiceProvider(), keep);
        await city.Get<CityDatabase>().PrepareAsync(TestContext.Current.CancellationToken);
        return city;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public AsyncServiceScope Scope() => services.CreateAsyncScope();

    public Task<CityDbContext> ContextAsync() =>
        Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (!keep)
        {
            TestState.Forget(Folder);
        }
    }
}
