using Kotwal.City;
using Kotwal.City.Work;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Events;
using Kotwal.Watch.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Watch;

/// <summary>Adds the Watch desk to a program.</summary>
public static class WatchRegistration
{
    /// <summary>
    /// Adds the desk. The program adds City, an <see cref="Lake.IEventStore"/>, an <see cref="IRuleBook"/>, an
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
        services.AddSingleton<AlertActions>();
        services.AddSingleton<RuleSwitches>();
        services.AddSingleton<EventHunts>();
        services.AddSingleton<EventReader>();
        return services;
    }
}
