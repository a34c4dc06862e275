using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kotwal.City.Tests.State;

/// <summary>
/// Where a test keeps its state: files in a folder of its own, or, in a run on PostgreSQL, a database of its own that is named like
/// the folder. Every suite that uses a database takes it from here, so that all of it runs on both.
/// </summary>
internal static class TestState
{
    /// <summary>Names a server, without a database: <c>Host=…;Username=…</c>.</summary>
    public const string ServerVariable = "KOTWAL_TEST_POSTGRES";

    /// <summary>Set in the run on PostgreSQL.</summary>
    public const string RunVariable = "KOTWAL_TEST_DATABASE";

    private static readonly ConcurrentDictionary<string, Lazy<string>> Databases = new(StringComparer.Ordinal);

    public static string? Server => Environment.GetEnvironmentVariable(ServerVariable);

    public static bool IsOnPostgres => Environment.GetEnvironmentVariable(RunVariable) == nameof(StateDatabase.PostgreSql);

    /// <summary>Sets City up for the folder.</summary>
    public static void Keep(CityOptions options, string folder)
    {
        options.Folder = folder;
        if (IsOnPostgres)
        {
            options.Database = StateDatabase.PostgreSql;
            options.ConnectionString = new Secret(Databases.GetOrAdd(folder, name => new(() => Create(name))).Value);
        }
    }

    /// <summary>Takes the folder and the database away.</summary>
    public static void Forget(string folder)
    {
        SqliteConnection.ClearAllPools();
        if (Databases.TryRemove(folder, out var database))
        {
            Run($"DROP DATABASE \"{NameOf(database.Value)}\" WITH (FORCE)");
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Create(string folder)
    {
        // A few connections are enough for a test, and all tests share what the server allows.
        var reach = new NpgsqlConnectionStringBuilder(Server)
        {
            Database = Path.GetFileName(folder.TrimEnd('/')) + "-" + Databases.Count,
            MaxPoolSize = 20,
        };
        Run($"CREATE DATABASE \"{reach.Database}\"");
        return reach.ToString();
    }

    private static string? NameOf(string reach) => new NpgsqlConnectionStringBuilder(reach).Database;

    private static void Run(string statement)
    {
        using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres" }.ToString());
        server.Open();
        using var command = new NpgsqlCommand(statement, server);
        command.ExecuteNonQuery();
    }
}
