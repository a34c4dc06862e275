using System.ComponentModel.DataAnnotations;

namespace Kotwal.City;

/// <summary>Where the city's state is kept and how people get in. Read once, when the program starts.</summary>
public sealed class CityOptions
{
    /// <summary>Folder of the keys and, on SQLite, of the databases; made when absent. Default <c>data</c>.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>What keeps the state. Default <see cref="StateDatabase.Sqlite"/>, files in <see cref="Folder"/>.</summary>
    public StateDatabase Database { get; set; }

    /// <summary>
    /// How PostgreSQL is reached, in Npgsql's words: <c>Host=…;Database=…;Username=…;Password=…</c>. Needed there, refused with
    /// SQLite. The database must exist and be empty at the first start.
    /// </summary>
    public Secret? ConnectionString { get; set; }

    /// <summary>
    /// Name of the assembly that holds the migrations. Without one the database is made directly from the model and never
    /// upgraded, which suits tests only.
    /// </summary>
    public string? MigrationsAssembly { get; set; }

    /// <summary>How long a command waits for another process to end its write, in seconds. Default 10.</summary>
    [Range(1, 300)]
    public int BusyTimeoutSeconds { get; set; } = 10;

    /// <summary>Wrong passwords in a row after which an account is closed for a while. Default 8.</summary>
    [Range(3, 100)]
    public int FailuresBeforeLockout { get; set; } = 8;

    /// <summary>How long an account stays closed after too many wrong passwords, in minutes. Default 10.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 10;

    /// <summary>
    /// Refused attempts with a password, code, key or link that one address may make in a minute; what succeeds does not count. An
    /// address of IPv6 is its first 64 bits. Default 20.
    /// </summary>
    [Range(1, 10_000)]
    public int SignInAttemptsPerMinute { get; set; } = 20;

    /// <summary>How long a session lives without being used, in hours. Default 12.</summary>
    [Range(1, 168)]
    public int SessionHours { get; set; } = 12;

    /// <summary>How long a session lives at most, however much it is used, in hours. Default 168.</summary>
    [Range(1, 8760)]
    public int SessionMaxHours { get; set; } = 168;

    /// <summary>
    /// Roles that need more than a password, by name. Who has one of them sets a second factor up at the next sign-in, and reaches
    /// nothing before. Default none.
    /// </summary>
    public IList<string> SecondFactorRoles { get; } = [];

    /// <summary>
    /// File of passwords that nobody may choose, one a line, whatever their case; UTF-8, at most a million lines. Default none.
    /// </summary>
    public string? CommonPasswordsFile { get; set; }

    /// <summary>
    /// Domain that passkeys are made for: the console's host name or a domain above it. Passkeys of another domain end to work.
    /// Default the host name that the browser asked for.
    /// </summary>
    public string? PasskeyDomain { get; set; }

    internal TimeSpan SessionIdle => TimeSpan.FromHours(SessionHours);

    internal TimeSpan SessionMax => TimeSpan.FromHours(SessionMaxHours);

    /// <summary>
    /// An MMDB file that says where public addresses are; none by default. MaxMind's GeoLite2 and DB-IP's lite databases are such
    /// files, which an operator fetches under their licences.
    /// </summary>
    public string? GeoFile { get; set; }

    internal string DatabaseFile => Path.Combine(Folder, "city.db");

    internal string KeyFolder => Path.Combine(Folder, "keys");
}

/// <summary>The databases that can keep the state.</summary>
public enum StateDatabase
{
    /// <summary>Files in the data folder; one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, version 15 or later.</summary>
    PostgreSql,
}
