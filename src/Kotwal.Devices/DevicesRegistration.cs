using Kotwal.City;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Devices;

/// <summary>Adds the Devices desk to a program.</summary>
public static class DevicesRegistration
{
    /// <summary>Adds the desk. The program adds City.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services) =>
        services.AddCityEntities(typeof(DevicesRegistration).Assembly);
}
