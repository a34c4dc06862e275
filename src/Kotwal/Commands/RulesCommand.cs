using System.CommandLine;
using System.Text;
using System.Text.Json;
using Kotwal.Detection.Sigma;
using Kotwal.Inputs;
using Kotwal.Scanning;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Commands;

/// <summary><c>kotwal rules check</c>: loads rules and says what is wrong with them.</summary>
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
        return new Command("rules", "Work on detection rules.") { check };
    }

    private static async Task<int> CheckAsync(string[] paths, string[] pipelines, string output)
    {
        var rules = RuleFolder.Load(paths, pipelines: pipelines);
        await InputOptions.SayRemarksAsync(rules);
        var (index, correlations, rejected) = rules;
        var loaded = index.Rules.Count + correlations.Rules.Count;
        await System.Console.Out.WriteLineAsync(output == "json" ? ToJson(index, loaded, rejected) : ToText(index, loaded, rejected));
        return loaded == 0 && rejected.Count > 0 ? ExitCode.BadInput : ExitCode.Done;
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
