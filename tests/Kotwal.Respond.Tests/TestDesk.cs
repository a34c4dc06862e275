using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Tests.State;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Respond.Incidents;
using Kotwal.Testing;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Respond.Tests;

/// <summary>The desk over a database of its own, without a web server.</summary>
internal sealed class TestDesk : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-respond-").FullName;
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

    public StandingAlerts Alerts { get; } = new();

    public static async Task<TestDesk> CreateAsync()
    {
        var desk = new TestDesk();
        await desk.Get<CityDatabase>().PrepareAsync(TestContext.Current.CancellationToken);
        return desk;
    }

    public void AddTo(IServiceCollection added)
    {
        added.AddSingleton<IAlertBook>(Alerts);
        added.AddCity(city => TestState.Keep(city, folder));
        added.AddRespond();
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Offers alerts as the pipeline does, to this desk and to the one that keeps them.</summary>
    public ValueTask OfferAsync(params Alert[] alerts)
    {
        Alerts.Add(alerts);
        return Get<IAlertSink>().AcceptAsync(alerts, TestContext.Current.CancellationToken);
    }

    /// <summary>All incidents, those opened first first.</summary>
    public async Task<IReadOnlyList<IncidentRow>> IncidentsAsync()
    {
        var page = await Get<IncidentReader>().ListAsync(new(), Reach.WholeCity, null, IncidentReader.MaxRows, TestContext.Current.CancellationToken);
        return [.. page.Incidents.Reverse()];
    }

    public async Task<IncidentView> OnlyIncidentAsync()
    {
        var only = Assert.Single(await IncidentsAsync());
        return (await Get<IncidentReader>().FindAsync(only.Id, Reach.WholeCity, TestContext.Current.CancellationToken))!;
    }

    public Task<CityDbContext> ContextAsync() =>
        Get<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        TestState.Forget(folder);
    }
}

/// <summary>Alerts that another desk is said to keep.</summary>
internal sealed class StandingAlerts : IAlertBook
{
    private readonly Dictionary<AlertId, AlertSummary> known = [];

    public void Add(params Alert[] alerts)
    {
        foreach (var alert in alerts)
        {
            known[alert.Id] = new(alert.Id, alert.RuleTitle, alert.Severity, alert.At.ToDateTimeOffset(), alert.Entities, AlertParts.Of(alert))
            {
                IsOfAudit = AlertParts.IsOfAudit(alert),
            };
        }
    }

    public ValueTask<bool> ReachesAllAsync(IReadOnlyCollection<AlertId> ids, Reach reach, CancellationToken cancel) =>
        new(ids.All(id => known.TryGetValue(id, out var alert) && (reach.IsWholeCity || reach.Covers(alert.Parts))));

    public ValueTask<IReadOnlyList<AlertSummary>> FindAsync(IReadOnlyCollection<AlertId> ids, Reach reach, CancellationToken cancel) =>
        new([.. ids.Where(known.ContainsKey).Select(id => known[id]).Where(alert => reach.Covers(alert.Parts) && (reach.SeesAudit || !alert.IsOfAudit))]);
}
