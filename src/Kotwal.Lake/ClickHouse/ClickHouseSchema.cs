namespace Kotwal.Lake.ClickHouse;

/// <summary>The statements that make the tables on a single server. Those of a cluster are in <c>deploy/clickhouse</c>.</summary>
internal static class ClickHouseSchema
{
    /// <summary>The comment of the table of events, which names the layout of the tables; another one is refused.</summary>
    public const string Layout = "kotwal layout 1";

    public const string Events = "events";

    /// <summary>What each server of a cluster holds of <see cref="Events"/>.</summary>
    public const string LocalEvents = "events_local";

    /// <summary>Who inserted, and up to where it counts: <see cref="WriterTable"/>.</summary>
    public const string Writers = "writers";

    public static IReadOnlyList<string> Statements(string database) =>
    [
        $"CREATE DATABASE IF NOT EXISTS {database}",
        $"""
        CREATE TABLE IF NOT EXISTS {database}.{Events} (
            {string.Join(",\n    ", ClickHouseColumns.All.Select(column => $"{column.Name} {column.Type}"))},
            INDEX times timestamp TYPE minmax GRANULARITY 1
        ) ENGINE = MergeTree
        PARTITION BY toYYYYMMDD(event_ingested)
        ORDER BY (kotwal_source, timestamp)
        COMMENT '{Layout}'
        """,
        $"""
        CREATE TABLE IF NOT EXISTS {database}.{Writers} (
            spool UUID,
            writer UUID,
            stored_up_to SimpleAggregateFunction(max, Int64),
            fence SimpleAggregateFunction(min, Int64)
        ) ENGINE = AggregatingMergeTree
        ORDER BY (spool, writer)
        """,
    ];
}
