using System.CommandLine;
using System.Diagnostics;
using Kotwal.Inputs;
using Kotwal.Scanning;

namespace Kotwal.Commands;

/// <summary><c>kotwal scan</c>: detection over files, without a server.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var rules = new Option<string[]>("--rules") { Description = "A rule file or a folder of rules; may be repeated. Default: the rules that ship." };
        var mapping = new Option<FileInfo>("--mapping") { Description = "A mapping of your own that is tried before those that ship." }.AcceptExistingOnly();
        var pipelines = InputOptions.Pipelines();
        var format = InputOptions.Format();
        var threads = new Option<int>("--threads") { Description = "Threads to match on. Default: all cores.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var output = new Option<string>("--output") { Description = "What to print.", DefaultValueFactory = _ => "summary" };
        output.AcceptOnlyFromAmong("summary", "json", "jsonl");
        threads.Validators.Add(result =>
        {
            // Asked for a number, the library throws where the text is none.
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number is < 1 or > 1024))
            {
                result.AddError("--threads takes a number from 1 to 1024.");
            }
        });
        var inputs = InputOptions.Inputs();
        var command = new Command("scan", "Runs rules over files and says which matched. Exit code 0 when it was done, matches or not.")
        {
            rules, mapping, pipelines, format, threads, output, inputs,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            new(
                parsed.GetValue(rules) ?? [],
                parsed.GetValue(mapping)?.FullName,
                parsed.GetValue(pipelines) ?? [],
                InputOptions.CheckFormat(parsed.GetValue(format)),
                parsed.GetValue(threads),
                parsed.GetValue(output)!,
                InputFile.Find(parsed.GetRequiredValue(inputs))),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, CancellationToken cancel)
    {
        var loading = Stopwatch.StartNew();
        var rules = RuleFolder.Load(settings.Rules, settings.Mapping, settings.Pipelines);
        loading.Stop();
        await InputOptions.SayRemarksAsync(rules);

        var tally = new ScanTally(rules.Correlations);
        var reader = new InputReader(settings.Format, timeZone: null, TimeProvider.System);
        var scanner = new Scanner(rules, settings.Threads, wantsAlerts: settings.Output == "jsonl");
        var scanning = Stopwatch.StartNew();
        await scanner.ScanAsync(reader.ReadAsync(settings.Inputs, cancel), Accept, cancel);
        scanning.Stop();

        var report = new ScanReport(
            tally, reader.Bytes, scanning.Elapsed, loading.Elapsed, settings.Threads, rules);
        await report.WriteAsync(settings.Output, System.Console.Out, System.Console.Error);
        foreach (var failure in reader.Failures)
        {
            await System.Console.Error.WriteLineAsync("kotwal: " + failure);
        }

        return reader.Failures.Count > 0 && reader.ReadInputs == 0 && tally.Events == 0 ? ExitCode.BadInput : ExitCode.Done;

        void Accept(ChunkResult result)
        {
            foreach (var alert in tally.Add(result).Where(_ => settings.Output == "jsonl"))
            {
                System.Console.Out.WriteLine(AlertJson.Write(alert));
            }
        }
    }

    private sealed record Settings(
        IReadOnlyList<string> Rules, string? Mapping, IReadOnlyList<string> Pipelines, string? Format, int Threads, string Output, IReadOnlyList<InputFile> Inputs);
}
