using System.Reflection;
using Kotwal.City.Data;

namespace Kotwal.Migrations;

/// <summary>Lets <c>dotnet ef migrations add</c> see the entities of all rooms; the migrations stand beside it.</summary>
internal sealed class CityContextFactory : CityDesignTimeFactory
{
    /// <inheritdoc/>
    protected override IReadOnlyList<Assembly> Rooms { get; } =
        [typeof(Watch.WatchRegistration).Assembly, typeof(Respond.RespondRegistration).Assembly];
}
