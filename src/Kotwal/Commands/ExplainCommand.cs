using System.CommandLine;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Events.Schema;
using Kotwal.Inputs;
using Kotwal.Scanning;
using Kotwal.Sigma.Matching;

namespace Kotwal.Commands;

/// <summary><c>kotwal explain</c>: what was read from each event, which rules matched, and what kept others from it.</summary>
internal static class ExplainCommand
{
    private const int MaxNearMisses = 5;

    public static Command Create()
    {
        var rules = new Option<string[]>("--rules") { Description = "A rule file or a folder of rules; may be repeated. Default: the rules that ship." };
        var pipelines = InputOptions.Pipelines();
        var format = InputOptions.Format();
        var inputs = InputOptions.Inputs();
        var command = new Command("explain", "Says for each event its format, its fields, the rules that matched, and for those that nearly did the first condition that failed.")
        {
            rules, pipelines, format, inputs,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            RuleFolder.Load(parsed.GetValue(rules) ?? [], pipelines: parsed.GetValue(pipelines)),
            InputOptions.CheckFormat(parsed.GetValue(format)),
            InputFile.Find(parsed.GetRequiredValue(inputs)),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        RuleFolder rules, string? format, IReadOnlyList<InputFile> inputs, CancellationToken cancel)
    {
        await InputOptions.SayRemarksAsync(rules);
        foreach (var error in rules.Rejected)
        {
            await System.Console.Error.WriteLineAsync("kotwal: rejected " + error);
        }

        var matcher = new RuleMatcher(rules.Index);
        var reader = new DetectingReader();
        var input = new InputReader(format, timeZone: null, TimeProvider.System);
        var number = 0;
        await foreach (var chunk in input.ReadAsync(inputs, cancel))
        {
            var events = new EventBatch(chunk.Input);
            foreach (var record in chunk.Records())
            {
                events.Clear();
                reader.Read(in record, events);
                for (var place = 0; place < events.Count; place++)
                {
                    Explain(++number, events[place], matcher, System.Console.Out);
                }
            }
        }

        foreach (var failure in input.Failures)
        {
            await System.Console.Error.WriteLineAsync("kotwal: " + failure);
        }

        return input.Failures.Count > 0 && input.ReadInputs == 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static void Explain(int number, SecurityEvent candidate, RuleMatcher matcher, TextWriter answer)
    {
        answer.WriteLine($"event {number}  {candidate.Timestamp}  format {candidate.TextOf(Ecs.EventModule) ?? "unknown"}");
        var sources = matcher.SourcesOf(in candidate);
        answer.WriteLine($"  log source  product {List(sources.Products)}  category {List(sources.Categories)}  service {List(sources.Services)}");
        for (var place = 0; place < candidate.ValueCount; place++)
        {
            var value = candidate.ValueAt(place);
            answer.WriteLine($"  {value.Field.Name,-44} {value.ToString()}");
        }

        var looked = matcher.RulesFor(in candidate);
        var explained = looked.Select(rule => (Rule: rule, Why: matcher.Explain(rule, in candidate))).ToList();
        foreach (var (rule, why) in explained.Where(one => one.Why.IsMatch))
        {
            answer.WriteLine($"  MATCH     {rule.Matcher.Rule.Metadata.Title}  ({rule.Id})");
            foreach (var match in why.MatchedFields)
            {
                answer.WriteLine($"            {match.Field ?? "keyword"} = {match.Value}");
            }
        }

        foreach (var (rule, why) in explained.Where(one => !one.Why.IsMatch && TrueParts(one.Why.Root) > 0)
            .OrderByDescending(one => TrueParts(one.Why.Root)).Take(MaxNearMisses))
        {
            answer.WriteLine($"  nearly    {rule.Matcher.Rule.Metadata.Title}  ({rule.Id})");
            answer.WriteLine($"            failed: {Describe(why.FirstFailure!)}");
        }

        answer.WriteLine($"  {looked.Count} rules looked at it, {explained.Count(one => one.Why.IsMatch)} matched");
        answer.WriteLine();
    }

    private static string Describe(SigmaExplanationNode node) => node.Evidence is { } evidence
        ? $"{node.Text} {evidence.Pattern}; the event has {(evidence.Values.IsEmpty ? "no such field" : List(evidence.Values))}"
        : node.Text;

    // Comparisons that came out true and are no exclusions: the more of them, the nearer the rule was.
    private static int TrueParts(SigmaExplanationNode node) =>
        node.IsNegation ? 0 : node.Evidence is not null ? (node.IsTrue ? 1 : 0) : node.Parts.Sum(TrueParts);

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "-" : string.Join(", ", names);
}
