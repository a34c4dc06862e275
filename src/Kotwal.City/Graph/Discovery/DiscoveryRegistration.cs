using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Graph.Discovery;

/// <summary>Adds discovery to a server.</summary>
public static class DiscoveryRegistration
{
    /// <summary>Records in the background who speaks and is nobody's.</summary>
    public static IServiceCollection AddDiscovery(this IServiceCollection services)
    {
        services.AddOptions<DiscoveryOptions>().BindConfiguration("City:Discovery").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DiscoveryWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<DiscoveryWorker>());
        return services;
    }
}
