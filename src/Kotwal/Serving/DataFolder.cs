using Kotwal.City;
using Kotwal.Migrations.Postgres;
using Kotwal.Migrations.Sqlite;

namespace Kotwal.Serving;

/// <summary>What stands where in the folder that <c>--data</c> names.</summary>
internal sealed class DataFolder(string root)
{
    public string Root => root;

    public string Spool => Path.Combine(root, "spool");

    public string Lake => Path.Combine(root, "lake");

    /// <summary>The city's own plan: <c>city.json</c>, <c>wards.geojson</c>, <c>sites.geojson</c>, <c>nodes.csv</c>.</summary>
    public string City => Path.Combine(root, "city");

    /// <summary>The operator's own rules, beside those that ship.</summary>
    public string Rules => Path.Combine(root, "rules");

    /// <summary>What detection remembers between batches.</summary>
    public string Detection => Path.Combine(root, "detection.state");

    /// <summary>Sets City up for this folder.</summary>
    public static Action<CityOptions> Configure(string root) => city =>
    {
        city.Folder = root;
        var migrations = city.Database == StateDatabase.PostgreSql ? typeof(PostgresContextFactory) : typeof(SqliteContextFactory);
        city.MigrationsAssembly = migrations.Assembly.GetName().Name;
    };
}
