namespace Kotwal.Lake.ClickHouse;

/// <summary>Where a ClickHouse server is, and what a hunt may take there.</summary>
public sealed class ClickHouseOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "ClickHouse";

    /// <summary>The server's HTTP interface, such as <c>https://clickhouse.city.example:8443/</c>. Empty for events in the lake on disk.</summary>
    public string Address { get; set; } = "";

    /// <summary>The database that holds the tables. A letter, then letters, digits and <c>_</c>. Default kotwal.</summary>
    public string Database { get; set; } = "kotwal";

    /// <summary>
    /// The cluster over which the tables of <c>deploy/clickhouse</c> were made; empty for a single server, on which the store makes its own.
    /// </summary>
    public string Cluster { get; set; } = "";

    /// <summary>Who the server takes us for. Default default.</summary>
    public string User { get; set; } = "default";

    /// <summary>The user's password. Default empty.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether http:// may leave this machine: events and the password then cross the network in the clear. Default false.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Most memory of one hunt on one server, in mebibytes. Default 4,096.</summary>
    public int MemoryMegabytes { get; set; } = 4_096;

    /// <summary>Most bytes of one result, about, in mebibytes; a larger one is cut. Default 64.</summary>
    public int MaxResultMegabytes { get; set; } = 64;

    /// <summary>How long the server may be silent about anything but a hunt before we ask again. Default 5 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);
}
