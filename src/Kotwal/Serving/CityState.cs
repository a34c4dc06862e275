using Kotwal.City;
using Kotwal.Devices;

namespace Kotwal.Serving;

/// <summary>The server's state without the server, for commands: found by the very settings that the server reads.</summary>
internal static class CityState
{
    /// <summary>Opens nothing yet; the caller prepares the state, and disposes of what it gets.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="config">The server's file of settings, or null.</param>
    public static ServiceProvider Open(string data, string? config)
    {
        var configuration = new ConfigurationBuilder();
        configuration.AddSettings(new DataFolder(data), config);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration.Build())
            .AddLogging()
            .AddCity(DataFolder.Configure(data))
            .AddUpgradeSnapshot(new DataFolder(data))
            .AddCityRooms()
            .AddInventories()
            .BuildServiceProvider();
    }
}
