using System.Collections.Immutable;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Reads one pipeline file. What it does not know it rejects; what belongs to query languages only, it says so of.</summary>
internal sealed class PipelineReader(PipelineNotes notes)
{
    private const string ForQueries = "changes the text of queries. Rules are evaluated here and never become one, so it has no effect.";

    public PipelineFile? Read(SigmaSource source)
    {
        var tree = YamlTree.Read(source.Text, notes.Faults.Limits);
        if (tree.Fault is { } fault)
        {
            notes.Faults.Add(fault.At, fault.Reason);
        }
        else if (tree.Documents is not [YamlMap map])
        {
            notes.Faults.Add(
                tree.Documents.FirstOrDefault()?.At ?? new(1, 1), "A pipeline is one YAML document: a map with 'transformations' and perhaps 'name', 'priority' and 'vars'.");
        }
        else
        {
            return ReadRoot(map, source.Path);
        }

        return null;
    }

    private PipelineFile? ReadRoot(YamlMap map, string path)
    {
        var options = new OptionReader(map, "a pipeline", notes);
        var file = new PipelineFile(
            options.Text("name") ?? path,
            options.Number("priority"),
            ReadVariables(options),
            options.Find("transformations") is { } entry ? ReadSteps(entry) : []);
        options.Find("allowed_backends");
        foreach (var part in new[] { options.Find("postprocessing"), options.Find("finalizers") }.OfType<YamlEntry>())
        {
            notes.Remarks.Add(part.Key.At, $"'{part.Key.Text}' {ForQueries}");
        }

        options.RejectOthers();
        if (options.Map.Entries.IsEmpty)
        {
            notes.Faults.Add(map.At, "The pipeline is empty.");
        }

        return notes.Faults.Errors.Count == 0 ? file : null;
    }

    private ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> ReadVariables(OptionReader options)
    {
        if (options.Find("vars") is not { } entry || (entry.Value is YamlScalar empty && LiteralReader.Read(empty) is SigmaNull))
        {
            return [];
        }

        if (entry.Value is not YamlMap map)
        {
            options.Fault<object>("vars", "must be a map of names and values");
            return [];
        }

        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<string>>>();
        foreach (var variable in map.Entries)
        {
            if (IsPlain(variable.Value))
            {
                variables.Add(new(variable.Key.Text, [.. Items(variable.Value).Cast<YamlScalar>().Select(item => item.Text)]));
            }
            else
            {
                notes.Remarks.Add(variable.Value.At, $"'{variable.Key.Text}' is no text, no number and no list of them, so no placeholder can have it as its values.");
            }
        }

        return variables.ToImmutable();
    }

    private static bool IsPlain(YamlNode node) =>
        Items(node) is { IsEmpty: false } items && items.All(item => item is YamlScalar scalar && LiteralReader.Read(scalar) is SigmaText or SigmaNumber);

    private static ImmutableArray<YamlNode> Items(YamlNode node) => node is YamlList list ? list.Items : [node];

    /// <summary>Reads a list of steps: of a pipeline, or of <c>nest</c>.</summary>
    public ImmutableArray<PipelineStep> ReadSteps(YamlEntry entry)
    {
        if (entry.Value is not YamlList list)
        {
            if (entry.Value is not YamlScalar scalar || LiteralReader.Read(scalar) is not SigmaNull)
            {
                notes.Faults.Add(entry.Value.At, $"'{entry.Key.Text}' must be a list, each of its items a map with 'type'.");
            }

            return [];
        }

        var reader = new StepReader(notes);
        return [.. list.Items.Select(reader.Read).OfType<PipelineStep>()];
    }
}
