using System.Reflection;
using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.Devices;
using Kotwal.Respond;
using Kotwal.Watch;

namespace Kotwal.Migrations.Sqlite;

/// <summary>Lets <c>dotnet ef migrations add</c> see the entities of all rooms; the migrations for SQLite stand beside it.</summary>
public sealed class SqliteContextFactory : CityDesignTimeFactory
{
    /// <inheritdoc/>
    protected override StateDatabase Database => StateDatabase.Sqlite;

    /// <inheritdoc/>
    protected override IReadOnlyList<Assembly> Rooms { get; } =
        [typeof(WatchRegistration).Assembly, typeof(RespondRegistration).Assembly, typeof(DevicesRegistration).Assembly];
}
