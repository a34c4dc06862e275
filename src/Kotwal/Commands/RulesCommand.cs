using System.CommandLine;
using System.Text;
using System.Text.Json;
using Kotwal.Detection.Sigma;
using Kotwal.Inputs;
using Kotwal.Scanning;
using Kotwal.Sigma.Sentences;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Commands;

/// <summary><c>kotwal rules</c>: loads rules, and says what is wrong with them or what they look for.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "What to print.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var pipelines = InputOptions.Pipelines();
        var paths = new Argument<string[]>("PATH") { Description = "Rule files and folders.", Arity = ArgumentArity.OneOrMore };
        var check = new Command("check", "Loads rules; names those that are rejected, and fields that nothing maps. Exit code 2 when no rule could be loaded.")
        {
            pipelines, output, paths,
        };
        check.SetAction((parsed, _) => CheckAsync(parsed.GetRequiredValue(paths), parsed.GetValue(pipelines) ?? [], parsed.GetValue(output)!));
        return new Command("rules", "Work on detection rules.") { check, CreateDescribe() };
    }

    private static Command CreateDescribe()
    {
        var all = new Option<bool>("--all") { Description = "Name every value in full length, not only the first of many." };
        var paths = new Argument<string[]>("PATH") { Description = "Rule files and folders.", Arity = ArgumentArity.OneOrMore };
        var describe = new Command("describe", "Says in words what rules look for.") { all, paths };
        describe.SetAction((parsed, _) => DescribeAsync(parsed.GetRequiredValue(paths), parsed.GetValue(all) ? SigmaSentenceOptions.Whole : new()));
        return describe;
    }

    private static async Task<int> DescribeAsync(string[] paths, SigmaSentenceOptions wording)
    {
        var set = RuleFolder.Read(paths);
        foreach (var error in set.Rejected)
        {
            await System.Console.Error.WriteLineAsync("kotwal: rejected " + error);
        }

        SigmaDocument[] documents = [.. set.Rules, .. set.Correlations, .. set.Filters];
        wording = wording.WithTitlesOf(documents);
        foreach (var document in documents)
        {
            await System.Console.Out.WriteLineAsync($"{document.Metadata.Title}  ({document.Key})");
            await System.Console.Out.WriteLineAsync("  " + SigmaSentence.Of(document, wording).Replace("\n", "\n  ", StringComparison.Ordinal));
            await System.Console.Out.WriteLineAsync();
        }

        return documents.Length == 0 && !set.Rejected.IsEmpty ? ExitCode.BadInput : ExitCode.Done;
    }

    private static async Task<int> CheckAsync(string[] paths, string[] pipelines, string output)
    {
        var rules = RuleFolder.Load(paths, pipelines: pipelines);
        await InputOptions.SayRemarksAsync(rules);
        var (index, correlations, rejected) = rules;
        var loaded = index.Rules.Count + correlations.Rules.Count;
        await System.Console.Out.WriteLineAsync(output == "json" ? ToJson(index, loaded, rejected) : ToText(index, loaded, rejected));
        return loaded == 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static string ToText(RuleIndex index, int loaded, IReadOnlyList<SigmaError> rejected)
    {
        var text = new StringBuilder();
        foreach (var error in rejected)
        {
            text.Append("rejected  ").Append(error).Append('\n');
        }

        foreach (var rule in index.Rules.Where(rule => rule.Unmapped.Count > 0))
        {
            text.Append("unmapped  ").Append(rule.Path).Append(": ").AppendJoin(", ", rule.Unmapped).Append('\n');
        }

        return text.Append($"{loaded} loaded, {rejected.Count} rejected").ToString();
    }

    private static string ToJson(RuleIndex index, int loaded, IReadOnlyList<SigmaError> rejected)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("loaded", loaded);
            RejectedJson.Write(json, rejected);
            json.WriteStartArray("unmapped");
            foreach (var rule in index.Rules.Where(rule => rule.Unmapped.Count > 0))
            {
                json.WriteStartObject();
                json.WriteString("path", rule.Path);
                json.WriteStartArray("fields");
                foreach (var field in rule.Unmapped)
                {
                    json.WriteStringValue(field);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
