using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kotwal.Bench;
using Kotwal.Bench.Lake;
using Kotwal.Bench.Sigma;
using Perfolizer.Horology;

if (args is ["large-city", ..])
{
    await LargeCityImport.RunAsync(args);
    return;
}

if (args is ["lake", var lake, var lines, var turns])
{
    await new LakeAgainstOthers(lake, lines, int.Parse(turns, System.Globalization.CultureInfo.InvariantCulture)).RunAsync();
    return;
}

if (args is ["lake-hunts", var asked, var times, .. var hunts])
{
    await LakeHunts.RunAsync(asked, int.Parse(times, System.Globalization.CultureInfo.InvariantCulture), hunts);
    return;
}

if (args is ["lake-merge", var merged, var megabytes])
{
    await LakeMerging.RunAsync(merged, int.Parse(megabytes, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["lake-append", var target, var repeats])
{
    await new LakeAppending(target, int.Parse(repeats, System.Globalization.CultureInfo.InvariantCulture)).RunAsync(Console.In);
    return;
}

if (args is ["flows", var flowRounds])
{
    FlowDecoding.Run(int.Parse(flowRounds, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

if (args is ["sigma-correlations"])
{
    SigmaCorrelations.Run();
    return;
}

if (args is ["sigma-load"])
{
    SigmaLoading.Run();
    return;
}

if (args is ["sigma", var rounds, .. var what])
{
    new SigmaThroughput(int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture)).Run(what);
    return;
}

// In this process, because the default toolchain builds a project of its own, which central package versions do not let it.
// Many short measurements: on a shared machine the fastest of them says most.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithLaunchCount(1).WithWarmupCount(3).WithIterationCount(20).WithIterationTime(TimeInterval.FromMilliseconds(100));
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median)
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.GitHub)
    .WithArtifactsPath(Path.Combine(Data.Root, "artifacts", "bench"));
Console.WriteLine(Data.IsShared ? $"Events and rules of {Data.Shared}." : "There is no ../shared/data: samples and rules of the repository stand in.");
BenchmarkSwitcher.FromAssembly(typeof(Data).Assembly).Run(args, config);
