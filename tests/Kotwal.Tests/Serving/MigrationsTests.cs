using Kotwal.City;
using Kotwal.City.Data;
using Kotwal.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Tests.Serving;

/// <summary>What the server keeps is what its migrations make, on each database. No database is opened.</summary>
public sealed class MigrationsTests
{
    [Theory]
    [InlineData(StateDatabase.Sqlite)]
    [InlineData(StateDatabase.PostgreSql)]
    public async Task Migrations_and_model_agree(StateDatabase database)
    {
        var services = new ServiceCollection().AddLogging().AddCity(city =>
        {
            city.Database = database;
            city.ConnectionString = database == StateDatabase.Sqlite ? null : new Secret("Host=localhost;Database=nothing");
            DataFolder.Configure(Path.GetTempPath())(city);
        });
        await using var provider = services.AddCityRooms().BuildServiceProvider();
        await using var city = await provider.GetRequiredService<IDbContextFactory<CityDbContext>>().CreateDbContextAsync(Some.Cancel);

        Assert.False(city.Database.HasPendingModelChanges());
    }
}
