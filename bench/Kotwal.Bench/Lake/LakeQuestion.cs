using System.Globalization;
using System.Text.RegularExpressions;
using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Bench.Lake;

/// <summary>One question in the words of each who is asked.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="Hunt">For the lake.</param>
/// <param name="Sql">For DuckDB's own table.</param>
/// <param name="Word">For ripgrep; null where it cannot answer.</param>
internal sealed partial record LakeQuestion(string Name, string Hunt, string Sql, string? Word)
{
    private const string Host = "ws-20-0020.city.example";

    /// <summary>The questions, with a word and an address that occur in the lake.</summary>
    public static async Task<IReadOnlyList<LakeQuestion>> AllAsync(LakeReader lake)
    {
        var line = (string)await OneAsync(lake, "| where kotwal.source == 'zeek' and event.original contains 'uid' | take 1 | project event.original");
        var rare = RareWord().Match(line).Groups[1].Value;
        var address = (string)await OneAsync(lake, "| where source.ip startswith '9' | take 1 | project source.ip");
        var newest = ((DateTimeOffset)await OneAsync(lake, "| summarize t = max(['@timestamp'])")).AddMinutes(-15)
            .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return
        [
            new("one rare word", rare, Search(rare), rare),
            new("a word of no event", "qzx9nosuchword", Search("qzx9nosuchword"), "qzx9nosuchword"),
            new("an address anywhere", $"\"{address}\" | summarize n = count()", $"SELECT count(*) FROM events WHERE contains(\"event.original\", '{address}')", address),
            new("a frequent word, newest 100", "kerberos | take 100", Search("kerberos", 100), "kerberos"),
            new("count of field == value", $"| where host.name == '{Host}' | summarize n = count()", $"SELECT count(*) FROM events WHERE \"host.name\" = '{Host}'", null),
            new("summarize by two fields", "| summarize n = count() by event.dataset, event.action", "SELECT \"event.dataset\", \"event.action\", count(*) FROM events GROUP BY 1, 2", null),
            new("first 100 rows of the newest 15 minutes", $"| where ['@timestamp'] > datetime({newest}) | take 100", $"SELECT * FROM events WHERE \"@timestamp\" > TIMESTAMPTZ '{newest}' ORDER BY \"@timestamp\" DESC LIMIT 100", null),
        ];
    }

    private static string Search(string word, int limit = 10_000) =>
        $"SELECT * FROM events WHERE contains(lower(\"event.original\"), '{word.ToLowerInvariant()}') ORDER BY \"@timestamp\" DESC LIMIT {limit}";

    private static async Task<object> OneAsync(LakeReader lake, string hunt) =>
        (await lake.QueryAsync(HuntQuery.Parse(hunt).Query!, QueryLimits.CommandLine, CancellationToken.None)).Rows[0][0]!;

    [GeneratedRegex("\"uid\":\"([^\"]+)\"")]
    private static partial Regex RareWord();
}
