using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Data;

/// <summary>Brings the state to this program's model before anything else uses it.</summary>
public sealed partial class CityDatabase(
    IDbContextFactory<CityDbContext> contexts, StateEngine engine, IEnumerable<IPrepared> rest, IEnumerable<IBeforeMigration> before, IOptions<CityOptions> options,
    TimeProvider clock, ILogger<CityDatabase> log)
{
    /// <summary>
    /// Makes the folder and the tables when absent, and migrates older ones; SQLite's file is copied aside before. Then prepares what
    /// stands beside the state. Doing it again changes nothing; two processes may do it at once.
    /// </summary>
    /// <exception cref="InvalidDataException">The database is of a kind or a version that this program does not work with.</exception>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        PrivateFolder.Create(options.Value.Folder);
        await using (var city = await contexts.CreateDbContextAsync(cancel))
        {
            await engine.PrepareAsync(city, cancel);
            if (options.Value.MigrationsAssembly is null)
            {
                await city.Database.EnsureCreatedAsync(cancel);
            }
            else
            {
                await MigrateAsync(city, cancel);
            }
        }

        foreach (var one in rest)
        {
            await one.PrepareAsync(cancel);
        }
    }

    /// <summary>Whether a server has kept state here before. Makes nothing.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await engine.ExistsAsync(city, cancel);
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
            foreach (var one in before)
            {
                await one.RunAsync(cancel);
            }

            await CopyAsideAsync(city, cancel);
        }

        await city.Database.MigrateAsync(cancel);
        Migrated(engine.Place, pending[^1]);
    }

    private async Task CopyAsideAsync(CityDbContext city, CancellationToken cancel)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        if (await engine.CopyAsideAsync(city, stamp, cancel) is { } copy)
        {
            CopiedAside(engine.Place, copy);
        }
    }

    [LoggerMessage(4001, LogLevel.Information, "{Database} now has the model of migration {Migration}.")]
    private partial void Migrated(string database, string migration);

    [LoggerMessage(4002, LogLevel.Information, "{Database} was copied to {Copy} before it is migrated.")]
    private partial void CopiedAside(string database, string copy);
}
