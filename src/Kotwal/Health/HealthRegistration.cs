using Kotwal.Collectors.Spool;
using Kotwal.Pipeline;
using Kotwal.Watch.Health;
using Kotwal.Watch.Sources;

namespace Kotwal.Health;

/// <summary>Adds who watches Kotwal.</summary>
internal static class HealthRegistration
{
    /// <summary>Adds the checks, in the order in which they look; the heartbeat is last, for it tells what the others found.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, HealthPlaces places)
    {
        services.AddOptions<HealthOptions>().BindConfiguration("Health").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(places);
        services.AddSingleton<IRoom, RealRoom>();
        services.AddSingleton<HealthBook>();
        services.AddSingleton(provider => new MaintenanceBook(
            File.Exists(places.Maintenance) ? File.ReadAllBytes(places.Maintenance) : null,
            windows => DurableFile.Replace(places.Maintenance, windows),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<HealthVoice>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthVoice>());
        services.AddSingleton<DirectAlert>();
        services.AddObserver<SenderBook>();
        services.AddObserver<Canary>();
        services.AddCheck<SpaceCheck>();
        services.AddCheck<LagCheck>();
        services.AddSingleton<IHealthCheck>(provider => provider.GetRequiredService<Canary>());
        services.AddCheck<SilenceCheck>();
        services.AddCheck<ClockCheck>();
        services.AddCheck<Heartbeat>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HealthFile>(provider, places.Learned));
        services.AddHostedService<HealthWorker>();
        return services;
    }

    private static void AddObserver<T>(this IServiceCollection services)
        where T : class, IBatchObserver
    {
        services.AddSingleton<T>();
        services.AddSingleton<IBatchObserver>(provider => provider.GetRequiredService<T>());
    }

    private static void AddCheck<T>(this IServiceCollection services)
        where T : class, IHealthCheck
    {
        services.AddSingleton<T>();
        services.AddSingleton<IHealthCheck>(provider => provider.GetRequiredService<T>());
    }
}
