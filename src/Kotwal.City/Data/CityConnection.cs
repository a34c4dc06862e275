using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Kotwal.City.Data;

/// <summary>How the context reaches its database; the one place that names the provider.</summary>
internal static class CityConnection
{
    internal static void Configure(DbContextOptionsBuilder builder, CityOptions options)
    {
        var wait = TimeSpan.FromSeconds(options.BusyTimeoutSeconds);
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = options.DatabaseFile,
            ForeignKeys = true,
            DefaultTimeout = options.BusyTimeoutSeconds,
        }.ToString();

        builder
            .UseSqlite(text, sqlite => sqlite.MigrationsAssembly(options.MigrationsAssembly))
            .ReplaceService<IModelCacheKeyFactory, CityModelCacheKey>()
            .AddInterceptors(new SqlitePragmas(wait));
    }
}
