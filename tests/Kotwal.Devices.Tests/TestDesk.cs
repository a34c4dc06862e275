using System.Security.Claims;
using System.Text;
using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Graph;
using Kotwal.City.People;
using Kotwal.City.Tests.State;
using Kotwal.Devices.Imports;
using Kotwal.Testing;

namespace Kotwal.Devices.Tests;

/// <summary>What a desk over a database of its own is made of, and what tests ask of it.</summary>
internal sealed class TestDesk : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("kotwal-devices-").FullName;

    public Clock Clock { get; } = new(Noon);

    public void AddTo(IServiceCollection added, long maxImportBytes = 64 * 1024)
    {
        added.AddSingleton<TimeProvider>(Clock);
        added.AddCity(city => TestState.Keep(city, folder));
        added.AddDevices();
        added.Configure<DevicesOptions>(devices => devices.MaxImportBytes = maxImportBytes);
    }

    /// <summary>Prepares the state, and brings the small city in.</summary>
    public static async Task BeginAsync(IServiceProvider services)
    {
        var cancel = TestContext.Current.CancellationToken;
        await services.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
        await ImportAsync(services, SmallCity.Lines, new("kotwal", null, "plan", IsComplete: false));
    }

    public static async Task<ImportReport> ImportAsync(IServiceProvider services, string document, ImportOrder order)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var upload = await Upload.KeepAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), "document", long.MaxValue, cancel);
        return await services.GetRequiredService<InventoryImports>().ImportAsync(upload, order, "test", cancel);
    }

    public static GraphNode Node(IServiceProvider services, string name) =>
        services.GetRequiredService<CityGraph>().Current.Nodes(Reach.WholeCity).Single(node => node.Name == name);

    /// <summary>Somebody with a role, for the whole city or for some parts of it.</summary>
    public static ClaimsPrincipal Person(string role = Roles.Engineer, params ScopeKey[] parts) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, "asha"), .. GrantClaims.Write(role, parts)], "test"));

    public void Dispose() => TestState.Forget(folder);
}
