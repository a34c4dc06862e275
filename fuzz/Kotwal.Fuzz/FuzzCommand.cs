using System.CommandLine;

namespace Kotwal.Fuzz;

/// <summary><c>kotwal-fuzz</c>: looks for bytes that break a promise. Exit code 0 when there were none, 1 when there were, 2 for bad input.</summary>
internal static class FuzzCommand
{
    private const int Found = 1;

    // A machine under load may be slow, but no input of 16 KiB takes that long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static RootCommand Create()
    {
        var name = new Argument<string>("target") { Description = "What to attack, or 'all': each for its time." };
        var seconds = new Option<int>("--seconds") { Description = "How long, for each target.", DefaultValueFactory = _ => 60 };
        var seed = new Option<ulong>("--seed") { Description = "Makes the same inputs again.", DefaultValueFactory = _ => 1 };
        var corpus = new Option<DirectoryInfo?>("--corpus") { Description = "A folder of further samples, one a file." };
        name.AcceptOnlyFromAmong(["all", .. TargetList.All.Select(target => target.Name)]);
        var command = new RootCommand("Looks for bytes that break a promise of a reader.") { name, seconds, seed, corpus };
        command.SetAction(async parsed =>
        {
            var code = 0;
            foreach (var target in TargetList.All.Where(target => parsed.GetValue(name) is "all" || parsed.GetValue(name) == target.Name))
            {
                var time = TimeSpan.FromSeconds(parsed.GetValue(seconds));
                code |= await RunAsync(target, parsed.GetValue(corpus)?.FullName, parsed.GetValue(seed), time, TimeProvider.System);
            }

            return code;
        });
        return command;
    }

    private static async Task<int> RunAsync(FuzzTarget target, string? corpus, ulong seed, TimeSpan time, TimeProvider clock)
    {
        var loop = new FuzzLoop(target, target.Samples.Read(target.Name, corpus), seed);
        using var last = new LastInput(target.Name);
        var seen = -1L;
        await using var watch = clock.CreateTimer(_ => LookAfter(), null, Patience, Patience);
        var started = clock.GetTimestamp();
        var finding = await loop.RunAsync(_ => clock.GetElapsedTime(started) < time, last.Write);
        if (finding is null)
        {
            Console.WriteLine($"{target.Name}: {loop.Done} inputs of seed {seed} kept all promises.");
            return 0;
        }

        var path = Path.Combine(SampleFiles.Findings, $"{target.Name}-{seed}-{finding.Number}");
        await File.WriteAllBytesAsync(path, finding.Input);
        Console.WriteLine($"{target.Name}: input {finding.Number} of seed {seed} broke a promise; it is in {path}.");
        Console.WriteLine(finding.Reason);
        return Found;

        void LookAfter()
        {
            if (Interlocked.Exchange(ref seen, loop.Done) == loop.Done)
            {
                Console.WriteLine($"{target.Name}: input {loop.Done} of seed {seed} does not end; it is in {last.Path}.");
                Environment.Exit(Found);
            }
        }
    }
}
