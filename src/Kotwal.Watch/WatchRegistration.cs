using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Console;
using Kotwal.Console.Ui;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Coverage;
using Kotwal.Watch.Dashboards;
using Kotwal.Watch.Events;
using Kotwal.Watch.Events.Export;
using Kotwal.Watch.Health;
using Kotwal.Watch.Hunts;
using Kotwal.Watch.Map;
using Kotwal.Watch.Overview;
using Kotwal.Watch.Rules;
using Kotwal.Watch.Schedules;
using Kotwal.Watch.Sources;
using Kotwal.Watch.Timelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kotwal.Watch;

/// <summary>Adds the Watch desk to a program.</summary>
public static class WatchRegistration
{
    /// <summary>
    /// Adds the desk. The program adds City with its <see cref="City.Graph.CityPlan"/>, an <see cref="Lake.IEventStore"/>, an <see cref="IRuleBook"/>, an
    /// <see cref="Sources.ISourceBook"/>, and the desk that has <see cref="IIncidentIntake"/> and <see cref="IWorkload"/>.
    /// </summary>
    public static IServiceCollection AddWatch(this IServiceCollection services)
    {
        services.AddOptions<WatchOptions>().BindConfiguration("Watch").ValidateDataAnnotations().ValidateOnStart();
        services.AddCityEntities(typeof(WatchRegistration).Assembly);
        services.AddMetrics();
        services.AddSingleton<WatchMeter>();
        services.AddSingleton<IAlertSink, AlertSink>();
        services.AddSingleton<IAlertBook, AlertBook>();
        services.AddSingleton<AlertReader>();
        services.AddSingleton<ITableSource, AlertTable>();
        services.AddSingleton<AlertActions>();
        services.AddSingleton<RuleSwitches>();
        services.AddSingleton<EventHunts>();
        services.AddSingleton<EventReader>();
        services.AddSingleton<EventSearch>();
        services.AddSingleton<FieldSearch>();
        services.AddSingleton<EventExport>();
        services.AddSingleton<SavedHunts>();
        services.AddSingleton<HuntHistory>();
        services.AddSingleton<HuntOwners>();
        services.AddSingleton<HuntScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<HuntScheduler>());
        services.AddSingleton<TimelineReader>();
        services.TryAddSingleton<HealthBook>();
        services.TryAddSingleton(provider => new MaintenanceBook(saved: null, _ => { }, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Maintenance>();
        services.TryAddSingleton(new DashboardFolders([Path.Combine(AppContext.BaseDirectory, "content", "dashboards")]));
        services.AddSingleton<DashboardFiles>();
        services.AddSingleton<OwnDashboards>();
        services.AddSingleton<TileReader>();
        services.AddSingleton<CoverageReader>();
        services.AddSingleton<PresentCity>();
        services.AddSingleton<MapReader>();
        services.AddSingleton<EventRate>();
        services.AddHostedService(provider => provider.GetRequiredService<EventRate>());
        services.AddPages();
        return services;
    }

    private static void AddPages(this IServiceCollection services) => services
        .AddConsolePages(typeof(WatchRegistration).Assembly)
        .AddNavigation(
            new("desk.watch", "overview.title", "", Icons.Gauge, 100, Policies.Read),
            new("desk.watch", "dashboards.title", "dashboards", Icons.Grid, 103, Policies.Read),
            new("desk.watch", "map.title", "map", Icons.Map, 105, Policies.Read),
            new("desk.watch", "alerts.title", "alerts", Icons.Bell, 110, Policies.Read),
            new("desk.watch", "events.title", "events", Icons.Rows, 120, Policies.Read),
            new("desk.watch", "hunts.saved", "hunts", Icons.Save, 125, Policies.Read),
            new("desk.watch", "rules.title", "rules", Icons.Book, 130, Policies.Read),
            new("desk.watch", "sources.title", "sources", Icons.Antenna, 140, Policies.ReadAll),
            new("desk.watch", "coverage.title", "coverage", Icons.Calendar, 145, Policies.Read),
            new("desk.watch", "health.title", "health", Icons.Check, 150, Policies.ReadAll));
}
