using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Routing;

namespace Kotwal.Bench.Sigma;

/// <summary>
/// How many events a second does the Sigma engine take, JSON text in, matches out? Beside it, in the same rounds, a bare walk over the
/// same bytes with the framework's reader. Every kind of work runs once a round; the best round counts.
/// </summary>
internal sealed class SigmaThroughput(int rounds)
{
    private readonly List<Contest> contests = [];
    private readonly SigmaLogSourceMap map = SigmaRules.WindowsLogSources();

    /// <summary>Runs what is named: <c>flat nested windows unrouted double grow cores</c>.</summary>
    public void Run(string[] what)
    {
        var flat = new EventLines("windows-flat.jsonl.gz");
        Console.WriteLine($"{flat.Count} events, {flat.Bytes / 1e6:F1} MB; vectors of 512 bits: {System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated}");
        contests.Add(new("bare Utf8JsonReader walk, flat", () => Walk(flat, 0, 1)));
        foreach (var one in what)
        {
            switch (one)
            {
                case "flat":
                    Add("3,141 rules, routed, flat", SigmaRules.Load("rules"), flat, map);
                    break;
                case "windows":
                    Add("2,407 Windows rules, routed, flat", SigmaRules.Load("rules/windows"), flat, map);
                    break;
                case "nested":
                    var nested = new EventLines("windows-nested.jsonl.gz");
                    contests.Add(new("bare Utf8JsonReader walk, nested", () => Walk(nested, 0, 1)));
                    Add("3,141 rules, routed, nested", SigmaRules.Load("rules"), nested, map);
                    break;
                case "read":
                    Read(SigmaRules.Load("rules").Names, flat);
                    break;
                case "unrouted":
                    Add("3,141 rules, unrouted, flat", SigmaRules.Load("rules"), flat, null);
                    break;
                case "double":
                    Add("6,282 rules (each twice, varied), routed, flat", SigmaRules.Load("rules", rules => SigmaRules.Copies(rules, 2)), flat, map);
                    Add("6,282 rules (each twice, varied), unrouted, flat", SigmaRules.Load("rules", rules => SigmaRules.Copies(rules, 2)), flat, null);
                    break;
                case "grow":
                    foreach (var count in new[] { 100, 1_000, 3_000, 10_000, 30_000 })
                    {
                        var some = SigmaRules.Load("rules", rules => SigmaRules.Copies(rules, (count / 3_141) + 1).OrderBy(rule => string.GetHashCode(rule.Key, StringComparison.Ordinal) & 0xFFFF).Take(count));
                        Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} rules, routed, flat"), some, flat, map);
                        Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} rules, unrouted, flat"), some, flat, null);
                    }

                    break;
                case "cores":
                    var (engine, names) = SigmaRules.Load("rules");
                    SigmaJsonScanner[] scanners = [new(engine, names, map), new(engine, names, map)];
                    contests.Add(new("bare walk on 2 cores", () => OnTwo(part => Walk(flat, part, 2))));
                    contests.Add(new("3,141 rules, routed, flat on 2 cores", () => OnTwo(part => Scan(scanners[part], flat, part, 2))));
                    break;
                default:
                    throw new ArgumentException($"There is no '{one}'.", nameof(what));
            }
        }

        for (var round = 0; round < rounds + 2; round++)
        {
            contests.ForEach(contest => contest.Run());
        }

        Print(flat.Count);
    }

    private void Add(string name, (SigmaEngine Engine, SigmaFieldNames Names) rules, EventLines lines, SigmaLogSourceMap? sources)
    {
        var scanner = new SigmaJsonScanner(rules.Engine, rules.Names, sources);
        Console.WriteLine($"{name}: {Scan(scanner, lines, 0, 1)} matches");
        contests.Add(new(name, () => Scan(scanner, lines, 0, 1)));
    }

    private void Read(SigmaFieldNames names, EventLines lines)
    {
        var reader = new SigmaJsonReader(names);
        var frame = new SigmaEventFrame();
        contests.Add(new("reading alone, flat", () =>
        {
            for (var line = 0; line < lines.Count; line++)
            {
                reader.TryRead(lines[line], frame);
            }
        }));
    }

    private static int Scan(SigmaJsonScanner scanner, EventLines lines, int first, int step)
    {
        var matches = new List<int>(1024);
        var count = 0;
        for (var line = first; line < lines.Count; line += step)
        {
            matches.Clear();
            scanner.TryMatch(lines[line], matches);
            count += matches.Count;
        }

        return count;
    }

    private static void Walk(EventLines lines, int first, int step)
    {
        for (var line = first; line < lines.Count; line += step)
        {
            var reader = new Utf8JsonReader(lines[line]);
            while (reader.Read())
            {
            }
        }
    }

    private static void OnTwo(Action<int> work)
    {
        var other = new Thread(() => work(1));
        other.Start();
        work(0);
        other.Join();
    }

    private void Print(int events)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"\n| work | events/s by the clock | events/s by processor time | of the bare walk | bytes allocated per event |\n|---|---|---|---|---|");
        foreach (var contest in contests)
        {
            var bare = contests.First(other => other.Name.Contains("bare", StringComparison.Ordinal)
                && other.Name.Contains("nested", StringComparison.Ordinal) == contest.Name.Contains("nested", StringComparison.Ordinal));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {contest.Name} | {events / contest.BestWall:N0} | {events / contest.BestProcessor:N0} | {bare.BestProcessor / contest.BestProcessor:F2} | {(double)contest.LeastAllocated / events:F3} |"));
        }

        Console.WriteLine($"\nBest of {rounds + 2} rounds. Resident now {process.WorkingSet64 / 1e6:F0} MB.");
    }
}
