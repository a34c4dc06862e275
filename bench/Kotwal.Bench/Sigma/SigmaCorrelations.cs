using System.Globalization;
using Kotwal.Sigma.Correlation;
using Kotwal.Sigma.Rules;

namespace Kotwal.Bench.Sigma;

/// <summary>How many matches a second does a correlation take when 100,000 groups are alive, and how much memory does a group take?</summary>
internal static class SigmaCorrelations
{
    private const int Groups = 100_000;
    private const int Events = 1_000_000;
    private const int Rounds = 6;

    private static readonly (string Type, string Condition)[] Types =
    [
        ("event_count", "condition: {gte: 1000}"),
        ("value_count", "condition: {field: Host, gte: 1000}"),
        ("value_sum", "condition: {field: Size, gte: 1000000000}"),
        ("value_percentile", "condition: {field: Size, percentile: 95, gte: 1000000000}"),
        ("temporal", ""),
        ("temporal_ordered", ""),
    ];

    public static void Run()
    {
        string[] users = [.. Enumerable.Range(0, Groups).Select(number => $"user{number}")];
        string[] hosts = [.. Enumerable.Range(0, 8).Select(number => $"host{number}")];
        Console.WriteLine($"| correlation | matches/s by processor time | bytes per group | bytes allocated per match |\n|---|---|---|---|");
        foreach (var (type, condition) in Types)
        {
            Measure(type, condition, users, hosts);
        }
    }

    private static void Measure(string type, string condition, string[] users, string[] hosts)
    {
        var set = SigmaRuleSet.Read([new("some.yml", Text(type, condition))]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var engine = new CorrelationEngine(set.Rules, set.Correlations);
        engine.TryGetFields("a", out var fields);
        var values = new string?[fields.Length];
        long at = 0;
        void Pass()
        {
            for (var number = 0; number < Events; number++)
            {
                for (var index = 0; index < fields.Length; index++)
                {
                    values[index] = fields[index] switch { "User" => users[number % Groups], "Host" => hosts[number / Groups % hosts.Length], _ => "17" };
                }

                engine.Add("a", at += 300_000, Guid.Empty, values);
            }
        }

        var contest = new Contest(type, Pass);
        for (var round = 0; round < Rounds; round++)
        {
            contest.Run();
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {type} | {Events / contest.BestProcessor:N0} | {bytes / Math.Max(1, engine.GroupCount):N0}, {(double)engine.EventCount / Math.Max(1, engine.GroupCount):F1} events each | {(double)contest.LeastAllocated / Events:F0} |"));
        GC.KeepAlive(engine);
    }

    // Ten matches of a group come within the timespan: 100,000 groups in turn, one match each 0.3 ms.
    private static string Text(string type, string condition) => $$"""
        title: One
        id: a
        logsource: {product: test}
        detection: {s: {A: 1}, condition: s}
        ---
        title: Other
        id: b
        logsource: {product: test}
        detection: {s: {A: 2}, condition: s}
        ---
        title: Some correlation
        correlation:
          type: {{type}}
          rules: {{(type.StartsWith("temporal", StringComparison.Ordinal) ? "[a, b]" : "[a]")}}
          group-by: [User]
          timespan: 5m
          {{condition}}
        """;
}
