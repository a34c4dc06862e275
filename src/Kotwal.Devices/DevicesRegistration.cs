using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Work;
using Kotwal.Console;
using Kotwal.Console.Shell;
using Kotwal.Console.Ui;
using Kotwal.Devices.Imports;
using Kotwal.Devices.Nodes;
using Kotwal.Devices.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Devices;

/// <summary>Adds the Devices desk to a program.</summary>
public static class DevicesRegistration
{
    /// <summary>Adds the desk. The program adds City.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddCityEntities(typeof(DevicesRegistration).Assembly);
        services.AddSingleton<PastGraphs>();
        services.AddSingleton<NodeReader>();
        services.AddSingleton<ITableSource, NodeTable>();
        services.AddSingleton<PersonReads>();
        services.AddSingleton<NodeEdits>();
        services.AddInventories();
        services.AddSingleton<WaitingActions>();
        services.AddConsolePages(typeof(DevicesRegistration).Assembly);
        services.AddNavigation(
            new NavigationItem("desk.devices", "nodes.title", "nodes", Icons.Chip, 300, Policies.Read),
            new NavigationItem("desk.devices", "waiting.title", "waiting", Icons.Clock, 310, Policies.Read),
            new NavigationItem("desk.devices", "import.title", "import", Icons.Plus, 320, Policies.WriteCityAll));
        return services;
    }

    /// <summary>Adds what reads inventories into the graph and writes them out of it; enough for a command without a server.</summary>
    public static IServiceCollection AddInventories(this IServiceCollection services)
    {
        services.AddOptions<DevicesOptions>().BindConfiguration("Devices").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<InventoryImports>();
        services.AddSingleton<NodeExport>();
        return services;
    }
}
