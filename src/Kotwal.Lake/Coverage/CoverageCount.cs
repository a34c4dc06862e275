using System.Globalization;
using Kotwal.Hunt;

namespace Kotwal.Lake.Coverage;

/// <summary>Asks the lake who was heard in a stretch of time.</summary>
internal static class CoverageCount
{
    /// <summary>What a system is called, and what its logs are.</summary>
    public static string Extend { get; } =
        $"extend node = {FirstOf("city.node", "host.name", "observer.name", "log.source.address")}, class = {FirstOf("event.dataset", "event.module", "kotwal.format", "kotwal.source")}";

    private const int MaxRows = 500_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Adds all who were heard. An answer that is too large for one hunt is asked for in halves of the time.</summary>
    /// <param name="ask">Runs a hunt over all that is stored.</param>
    /// <param name="from">First instant.</param>
    /// <param name="until">First instant after it.</param>
    /// <param name="heard">Takes them.</param>
    /// <param name="cancel">Ends the hunt.</param>
    /// <exception cref="QueryFailedException">A limit was reached or the engine refused.</exception>
    public static async Task AddAsync(
        Func<HuntQuery, QueryLimits, CancellationToken, ValueTask<QueryResult>> ask, DateTimeOffset from, DateTimeOffset until, HashSet<LogSender> heard, CancellationToken cancel)
    {
        var result = await ask(HuntOf(from, until), new QueryLimits(MaxRows, Timeout), cancel).ConfigureAwait(false);
        if (result.IsCut && until - from > Shortest)
        {
            var middle = from + ((until - from) / 2);
            await AddAsync(ask, from, middle, heard, cancel).ConfigureAwait(false);
            await AddAsync(ask, middle, until, heard, cancel).ConfigureAwait(false);
            return;
        }

        foreach (var row in result.Rows)
        {
            heard.Add(new LogSender(TextOf(row[0]), TextOf(row[1]), TextOf(row[2]), TextOf(row[3])));
        }
    }

    private static HuntQuery HuntOf(DateTimeOffset from, DateTimeOffset until)
    {
        var parse = HuntQuery.Parse(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | where event.ingested >= datetime({from.UtcDateTime:O}) and event.ingested < datetime({until.UtcDateTime:O})
            | {Extend}
            | distinct city.node_id, node, class, kotwal.source
            """));
        return parse.Query ?? throw new InvalidOperationException($"The hunt for coverage is none: {parse.Error}");
    }

    private static string TextOf(object? cell) => cell as string ?? "";

    private static string FirstOf(params string[] fields) =>
        fields[..^1].Reverse().Aggregate(fields[^1], (rest, field) => $"iff(isnotempty({field}), {field}, {rest})");
}
