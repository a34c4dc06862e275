using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Data;

/// <summary>Brings the database file to this program's model before anything else uses it.</summary>
public sealed partial class CityDatabase(
    IDbContextFactory<CityDbContext> contexts, IOptions<CityOptions> options, TimeProvider clock, ILogger<CityDatabase> log)
{
    /// <summary>
    /// Makes the folder and the database when absent, and migrates an older one after copying it aside. Doing it again changes
    /// nothing; two processes may do it at once.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        PrivateFolder.Create(options.Value.Folder);
        PrivateFolder.CreateFile(options.Value.DatabaseFile);
        await using var city = await contexts.CreateDbContextAsync(cancel);
        if (options.Value.MigrationsAssembly is null)
        {
            await city.Database.EnsureCreatedAsync(cancel);
        }
        else
        {
            await MigrateAsync(city, cancel);
        }

        await city.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
    }

    private async Task MigrateAsync(CityDbContext city, CancellationToken cancel)
    {
        var pending = (await city.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0)
        {
            // To migrate takes a lock in a table even when there is nothing to do, which a full disk refuses.
            return;
        }

        if ((await city.Database.GetAppliedMigrationsAsync(cancel)).Any())
        {
            await CopyAsideAsync(city, cancel);
        }

        await city.Database.MigrateAsync(cancel);
        Migrated(options.Value.DatabaseFile, pending[^1]);
    }

    private async Task CopyAsideAsync(CityDbContext city, CancellationToken cancel)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var copy = options.Value.DatabaseFile + ".before-" + stamp;
        await city.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancel);
        CopiedAside(options.Value.DatabaseFile, copy);
    }

    [LoggerMessage(4001, LogLevel.Information, "{Database} now has the model of migration {Migration}.")]
    private partial void Migrated(string database, string migration);

    [LoggerMessage(4002, LogLevel.Information, "{Database} was copied to {Copy} before it is migrated.")]
    private partial void CopiedAside(string database, string copy);
}
