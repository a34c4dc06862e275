using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Kotwal.City.Data;

/// <summary>
/// Makes the context for <c>dotnet ef migrations add</c>. Assemblies of the top floor derive from it, because only they see
/// the entities of all desks; migrations stand in the assembly of the derived type. No database is opened.
/// </summary>
public abstract class CityDesignTimeFactory : IDesignTimeDbContextFactory<CityDbContext>
{
    /// <summary>The assemblies of all rooms that call <c>AddCityEntities</c>, besides City itself.</summary>
    protected abstract IReadOnlyList<Assembly> Rooms { get; }

    /// <summary>The database that the migrations are for.</summary>
    protected abstract StateDatabase Database { get; }

    /// <inheritdoc/>
    public CityDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<CityDbContext>();
        var engine = StateEngine.For(new CityOptions { Database = Database, MigrationsAssembly = GetType().Assembly.GetName().Name });
        engine.Configure(builder);
        var assemblies = Rooms.Concat(CityRegistration.OwnAssemblies).Select(a => new CityEntityAssembly(a));
        return new CityDbContext(builder.Options, new CityEntities(assemblies), engine);
    }
}
