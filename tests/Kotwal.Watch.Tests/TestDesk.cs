using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Graph.Imports;
using Kotwal.City.Tests.State;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Lake;
using Kotwal.Lake.Retention;
using Kotwal.Testing;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Rules;
using Kotwal.Watch.Sources;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Tests;

/// <summary>The desk over a database of its own, without a web server; its neighbours are fakes.</summary>
internal sealed class TestDesk : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-watch-").FullName;
    private readonly ServiceProvider services;

    private TestDesk()
    {
        var added = new ServiceCollection();
        added.AddLogging();
        added.AddSingleton<TimeProvider>(Clock);
        AddTo(added);
        services = added.BuildServiceProvider();
    }

    public Clock Clock { get; } = new(Some.Noon);

    public FakeStore Store { get; } = new();

    public FakeRuleBook Rules { get; } = new();

    public FakeSourceBook Sources { get; } = new();

    public FakeRespond Respond { get; } = new();

    public static async Task<TestDesk> CreateAsync()
    {
        var desk = new TestDesk();
        await desk.Get<CityDatabase>().PrepareAsync(TestContext.Current.CancellationToken);
        await desk.Get<GraphStart>().RunAsync(Map.TwoWards.Plan, TestContext.Current.CancellationToken);
        return desk;
    }

    public void AddTo(IServiceCollection added)
    {
        added.AddCity(city => TestState.Keep(city, folder));
        added.AddSingleton(Map.TwoWards.Plan);
        added.AddWatch();
        added.AddSingleton<IEventStore>(Store);
        added.AddSingleton(_ => new HoldBook(folder, Clock));
        added.AddSingleton<IRuleBook>(Rules);
        added.AddSingleton<ISourceBook>(Sources);
        added.AddSingleton<IIncidentIntake>(Respond);
        added.AddSingleton<IWorkload>(Respond);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Offers alerts as the pipeline does.</summary>
    public ValueTask OfferAsync(params Alert[] alerts) =>
        Get<IAlertSink>().AcceptAsync(alerts, TestContext.Current.CancellationToken);

    public async Task<StoredAlert> AlertAsync(AlertId id) =>
        (await Get<AlertReader>().FindAsync(id, Reach.WholeCity, TestContext.Current.CancellationToken))!;

    public Task<CityDbContext> ContextAsync() =>
        Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        TestState.Forget(folder);
    }
}
