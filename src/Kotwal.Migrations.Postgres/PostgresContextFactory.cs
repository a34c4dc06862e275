using System.Reflection;
using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.Devices;
using Kotwal.Respond;
using Kotwal.Watch;

namespace Kotwal.Migrations.Postgres;

/// <summary>Lets <c>dotnet ef migrations add</c> see the entities of all rooms; the migrations for PostgreSQL stand beside it.</summary>
public sealed class PostgresContextFactory : CityDesignTimeFactory
{
    /// <inheritdoc/>
    protected override StateDatabase Database => StateDatabase.PostgreSql;

    /// <inheritdoc/>
    protected override IReadOnlyList<Assembly> Rooms { get; } =
        [typeof(WatchRegistration).Assembly, typeof(RespondRegistration).Assembly, typeof(DevicesRegistration).Assembly];
}
