using System.Data.Common;
using System.Text.Json;
using Kotwal.City.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Tests.Data;

public sealed class StateSettingsTests
{
    private const string Password = "do-not-tell-8271";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PostgreSql", null, "City:ConnectionString must say how PostgreSQL is reached")]
    [InlineData("PostgreSql", "Password=" + Password, "City:ConnectionString must say how PostgreSQL is reached")]
    [InlineData("PostgreSql", "Host=db;Password=" + Password, "City:ConnectionString must say how PostgreSQL is reached")]
    [InlineData("PostgreSql", "Host=db;Database=kotwal;Port=" + Password, "City:ConnectionString must say how PostgreSQL is reached")]
    [InlineData("PostgreSql", "Host=db;Database=kotwal;Nonsense=" + Password, "City:ConnectionString must say how PostgreSQL is reached")]
    [InlineData("PostgreSql", "Host=db;Database=kotwal;Connection Idle Lifetime=1;Password=" + Password, "City:ConnectionString must say how PostgreSQL is reached")]
    [InlineData("Sqlite", "Host=db;Database=kotwal;Password=" + Password, "City:ConnectionString is for PostgreSQL")]
    [InlineData("7", "Host=db;Database=kotwal;Password=" + Password, "City:Database is one of Sqlite, PostgreSql")]
    public void A_wrong_setting_is_told_with_its_key_and_without_the_secret(string database, string? connection, string told)
    {
        using var services = Services(database, connection);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CityOptions>>().Value);

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_hides_itself_and_is_read_on_purpose_only()
    {
        using var services = Services("postgresql", "Host=db;Database=kotwal;Password=" + Password);
        var options = services.GetRequiredService<IOptions<CityOptions>>().Value;

        Assert.Contains(Password, options.ConnectionString!.Reveal(), StringComparison.Ordinal);
        Assert.Equal("***", $"{options.ConnectionString}");
        Assert.DoesNotContain(Password, JsonSerializer.Serialize(options.ConnectionString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_the_worlds_failure_and_no_bug()
    {
        await using var services = Services("PostgreSql", "Host=127.0.0.1;Port=1;Database=kotwal;Username=x;Password=" + Password);

        var error = await Assert.ThrowsAnyAsync<DbException>(() => services.GetRequiredService<CityDatabase>().PrepareAsync(Cancel));

        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string database, string? connection)
    {
        var settings = new Dictionary<string, string?> { ["City:Database"] = database, ["City:Folder"] = Path.GetTempPath() };
        if (connection is not null)
        {
            settings["City:ConnectionString"] = connection;
        }

        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddCity()
            .BuildServiceProvider();
    }
}
