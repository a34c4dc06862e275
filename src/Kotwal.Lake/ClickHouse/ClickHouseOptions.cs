namespace Kotwal.Lake.ClickHouse;

/// <summary>Where a ClickHouse server is, and what a hunt may take there.</summary>
public sealed class ClickHouseOptions
{
    /// <summary>The server's HTTP interface, such as <c>https://clickhouse.city.example:8443/</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The database that holds the tables. A letter, then letters, digits and <c>_</c>. Default kotwal.</summary>
    public string Database { get; init; } = "kotwal";

    /// <summary>
    /// The cluster over which the tables of <c>deploy/clickhouse</c> were made; null for a single server, on which the store makes its own.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>Who the server takes us for. Default default.</summary>
    public string User { get; init; } = "default";

    /// <summary>The user's password. Default empty.</summary>
    public string Password { get; init; } = "";

    /// <summary>Most memory of one hunt on one server, in mebibytes. Default 4,096.</summary>
    public int MemoryMegabytes { get; init; } = 4_096;

    /// <summary>Most bytes of one result, about, in mebibytes; a larger one is cut. Default 256.</summary>
    public int MaxResultMegabytes { get; init; } = 256;
}
