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

    /// <summary>The operator's own dashboards, beside those that ship.</summary>
    public string Dashboards => Path.Combine(root, "dashboards");

    /// <summary>Keys of sessions, and the certificate that the server made for itself; private.</summary>
    public string Keys => Path.Combine(root, "keys");

    /// <summary>The private key that seals of the lake are signed with.</summary>
    public string SealKey => Path.Combine(Keys, "seal.pem");

    /// <summary>What detection remembers between batches.</summary>
    public string Detection => Path.Combine(root, "detection.state");

    /// <summary>What each source sent, and what became of it.</summary>
    public string Sources => Path.Combine(root, "sources.json");

    /// <summary>What was learned of sources, and what is ill.</summary>
    public string Health => Path.Combine(root, "health.json");

    /// <summary>When sources are worked on.</summary>
    public string Maintenance => Path.Combine(root, "maintenance.json");

    /// <summary>How far the audit trail was brought into the pipeline.</summary>
    public string AuditPosition => Path.Combine(root, "audit.sent");

    /// <summary>Makes the folder for the program's own account alone; one that is there keeps the permissions that its owner gave it.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
            return;
        }

        Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Sets City up for this folder.</summary>
    public static Action<CityOptions> Configure(string root) => city =>
    {
        city.Folder = root;
        var migrations = city.Database == StateDatabase.PostgreSql ? typeof(PostgresContextFactory) : typeof(SqliteContextFactory);
        city.MigrationsAssembly = migrations.Assembly.GetName().Name;
    };
}
