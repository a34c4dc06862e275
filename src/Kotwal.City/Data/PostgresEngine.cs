using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Kotwal.City.Data;

/// <summary>State in a database of a PostgreSQL server, in the schema that its search path names first.</summary>
internal sealed class PostgresEngine(CityOptions options) : StateEngine(options)
{
    /// <summary>What transactions that read and then write take in turn: "kotwal" as a number of the server's advisory locks.</summary>
    internal const long WriteLock = 0x6B6F7477616C;

    private const int EarliestVersion = 15;

    /// <summary>Orders and compares by bytes, as SQLite does, whatever language the server's database was made for.</summary>
    private const string ByBytes = "C";

    internal override string Place
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(Options.ConnectionString?.Reveal());
            return $"{parts.Host}:{parts.Port}/{parts.Database}";
        }
    }

    // Lengths are the program's to keep, as on SQLite: a text column without one never refuses a row that SQLite would take.
    internal override void Finish(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            if ((property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string))
            {
                property.SetColumnType("text");
                property.SetCollation(ByBytes);
            }
        }
    }

    internal override async Task<bool> ExistsAsync(CityDbContext city, CancellationToken cancel) =>
        await city.Database.SqlQuery<bool>($"SELECT to_regclass('city_accounts') IS NOT NULL AS \"Value\"").SingleAsync(cancel);

    internal override async Task PrepareAsync(CityDbContext city, CancellationToken cancel)
    {
        await city.Database.OpenConnectionAsync(cancel);
        var server = (NpgsqlConnection)city.Database.GetDbConnection();
        if (server.PostgreSqlVersion.Major < EarliestVersion)
        {
            throw new InvalidDataException($"{Place} is PostgreSQL {server.PostgreSqlVersion}; version {EarliestVersion} or later is needed.");
        }

        await using var encoding = server.CreateCommand();
        encoding.CommandText = "SHOW server_encoding";
        if (await encoding.ExecuteScalarAsync(cancel) is not "UTF8")
        {
            throw new InvalidDataException($"{Place} does not keep text as UTF8. Make the database with ENCODING 'UTF8'.");
        }
    }

    internal override Task<string?> CopyAsideAsync(CityDbContext city, string stamp, CancellationToken cancel) =>
        Task.FromResult<string?>(null);

    internal override Task<IDisposable> EnterSaveAsync(CancellationToken cancel) => Task.FromResult<IDisposable>(NoTurn.Instance);

    internal override Task TakeTurnAsync(CityDbContext city, CancellationToken cancel) =>
        city.Database.ExecuteSqlRawAsync(TurnStatement(WriteLock, Options), cancel);

    /// <summary>Waits for an advisory lock until the transaction ends, and not longer than for a busy file.</summary>
    internal static string TurnStatement(long key, CityOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"SET LOCAL lock_timeout = {options.BusyTimeoutSeconds * 1000}; SELECT pg_advisory_xact_lock({key});");

    private protected override void Connect(DbContextOptionsBuilder builder) => builder
        .UseNpgsql(Options.ConnectionString?.Reveal(), postgres => postgres
            .MigrationsAssembly(Options.MigrationsAssembly)
            // The usual one wraps what a lost server throws in an exception that says "bug", and callers could not wait and try again.
            .ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies)))
        .AddInterceptors(new PostgresTexts());

    private sealed class NoTurn : IDisposable
    {
        internal static readonly NoTurn Instance = new();

        public void Dispose()
        {
        }
    }
}
