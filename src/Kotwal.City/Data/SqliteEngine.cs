using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Data;

/// <summary>State in the file <c>city.db</c> of the data folder, with a write-ahead log beside it.</summary>
internal sealed class SqliteEngine(CityOptions options) : StateEngine(options)
{
    internal override string Place => Options.DatabaseFile;

    internal override Task<bool> ExistsAsync(CityDbContext city, CancellationToken cancel) =>
        Task.FromResult(File.Exists(Options.DatabaseFile));

    internal override async Task PrepareAsync(CityDbContext city, CancellationToken cancel)
    {
        PrivateFolder.CreateFile(Options.DatabaseFile);
        await city.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancel);
    }

    internal override async Task<string?> CopyAsideAsync(CityDbContext city, string stamp, CancellationToken cancel)
    {
        var copy = Options.DatabaseFile + ".before-" + stamp;
        await city.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancel);
        return copy;
    }

    // One writer at a time; who finds the file taken would wait by asking again and again, and not in turn.
    internal override Task<IDisposable> EnterSaveAsync(CancellationToken cancel) => EnterAsync(cancel);

    // A transaction here begins with the write lock of the file.
    internal override Task TakeTurnAsync(CityDbContext city, CancellationToken cancel) => Task.CompletedTask;

    private protected override void Connect(DbContextOptionsBuilder builder)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = Options.DatabaseFile,
            ForeignKeys = true,
            DefaultTimeout = Options.BusyTimeoutSeconds,
        }.ToString();

        builder
            .UseSqlite(text, sqlite => sqlite.MigrationsAssembly(Options.MigrationsAssembly))
            .AddInterceptors(new SqlitePragmas(TimeSpan.FromSeconds(Options.BusyTimeoutSeconds)));
    }
}
