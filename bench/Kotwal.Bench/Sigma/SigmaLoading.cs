using System.Diagnostics;
using System.Globalization;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using YamlDotNet.Core;

namespace Kotwal.Bench.Sigma;

/// <summary>
/// How long until all rules of the rule set are read and compiled, in a process that has done nothing before? And, once all is warm, how
/// many times as long as YamlDotNet takes to walk over the events of the same files? How much memory does it take?
/// </summary>
internal static class SigmaLoading
{
    private const int Rounds = 8;

    public static void Run()
    {
        (SigmaEngine Engine, SigmaFieldNames Names)? loaded = null;
        var cold = Pass.Measure(() => loaded = SigmaRules.Load("rules"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"cold: {cold.Wall.TotalSeconds:F2} s by the clock, {cold.Processor.TotalSeconds:F2} s by processor time; the process lives {ProcessorClock.Now.TotalSeconds:F2} s"));
        var (engine, names) = loaded!.Value;
        var scanner = new SigmaJsonScanner(engine, names, SigmaRules.WindowsLogSources());
        var matches = new List<int>();
        using (var lines = new StreamReader(new System.IO.Compression.GZipStream(
            File.OpenRead(Path.Combine(Data.Shared, "events", "windows-flat.jsonl.gz")), System.IO.Compression.CompressionMode.Decompress)))
        {
            while (lines.ReadLine() is { } line)
            {
                matches.Clear();
                scanner.TryMatch(System.Text.Encoding.UTF8.GetBytes(line), matches);
            }
        }

        using var process = Process.GetCurrentProcess();
        var atMost = process.PeakWorkingSet64;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        process.Refresh();
        Console.WriteLine($"live objects: {GC.GetTotalMemory(forceFullCollection: true) / 1e6:F0} MB; routes have learnt");
        Console.WriteLine($"resident after all events, read line by line, and a full collection: {process.WorkingSet64 / 1e6:F0} MB, at most before it {atMost / 1e6:F0} MB");
        GC.KeepAlive(scanner);
        var walk = new Contest("YamlDotNet event walk", Walk);
        var load = new Contest("read and compiled", () => SigmaRules.Load("rules"));
        for (var round = 0; round < Rounds; round++)
        {
            walk.Run();
            load.Run();
        }

        foreach (var contest in new[] { walk, load })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"warm: {contest.Name}: {contest.BestProcessor:F3} s by processor time, {contest.BestWall:F3} s by the clock, {contest.BestProcessor / walk.BestProcessor:F2} x the walk"));
        }
    }

    private static void Walk()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Data.Shared, "sigma", "rules"), "*.yml", SearchOption.AllDirectories))
        {
            using var text = new StreamReader(path);
            var parser = new Parser(text);
            while (parser.MoveNext())
            {
            }
        }
    }
}
