using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Console;
using Kotwal.Console.Shell;
using Kotwal.Console.Ui;
using Kotwal.Respond.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Respond;

/// <summary>Adds the Respond desk to a program.</summary>
public static class RespondRegistration
{
    /// <summary>Adds the desk. The program adds City and the desk that has <see cref="IAlertBook"/>.</summary>
    public static IServiceCollection AddRespond(this IServiceCollection services)
    {
        services.AddCityEntities(typeof(RespondRegistration).Assembly);
        services.AddSingleton<IAlertSink, IncidentSink>();
        services.AddSingleton<IIncidentIntake, IncidentIntake>();
        services.AddSingleton<IncidentReader>();
        services.AddSingleton<ITableSource, IncidentTable>();
        services.AddSingleton<IWorkload>(provider => provider.GetRequiredService<IncidentReader>());
        services.AddSingleton<IncidentActions>();
        services.AddConsolePages(typeof(RespondRegistration).Assembly);
        services.AddNavigation(new NavigationItem("desk.respond", "incidents.title", "incidents", Icons.Case, 200, Policies.Read));
        return services;
    }
}
