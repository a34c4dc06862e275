using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Kotwal.City.Data;

/// <summary>
/// Makes the context for <c>dotnet ef migrations add</c>. The program derives from it, because only the program sees the
/// entities of all desks; migrations stand in the assembly of the derived type. No database is opened.
/// </summary>
public abstract class CityDesignTimeFactory : IDesignTimeDbContextFactory<CityDbContext>
{
    /// <summary>The assemblies of all rooms that call <c>AddCityEntities</c>, besides City itself.</summary>
    protected abstract IReadOnlyList<Assembly> Rooms { get; }

    /// <inheritdoc/>
    public CityDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<CityDbContext>();
        CityConnection.Configure(builder, new CityOptions { MigrationsAssembly = GetType().Assembly.GetName().Name });
        var assemblies = Rooms.Concat(CityRegistration.OwnAssemblies).Select(a => new CityEntityAssembly(a));
        return new CityDbContext(builder.Options, new CityEntities(assemblies), new CityWriteGate());
    }
}
