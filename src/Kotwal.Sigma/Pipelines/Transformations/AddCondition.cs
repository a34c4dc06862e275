using System.Text.RegularExpressions;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>add_condition</c>: something more that must be so, or with <c>negated</c> must not be. With <c>template</c>, <c>$product</c>,
/// <c>$category</c> and <c>$service</c> in its values stand for those of the rule.
/// </summary>
internal sealed partial class AddCondition(SigmaSearchNode body, string name, bool isNegated, bool isTemplate) : Transformation
{
    private const string DefaultName = "_added";

    public static AddCondition? Read(OptionReader options)
    {
        var (map, name, isNegated, isTemplate) = (options.Entries("conditions"), options.Text("name"), options.Flag("negated"), options.Flag("template"));
        if (map is null)
        {
            return null;
        }

        var entry = options.Find("conditions")!;
        return new SearchReader(options.Notes.Faults).ReadSearch(entry) is { } search ? new(search.Body, name ?? DefaultName, isNegated, isTemplate) : null;
    }

    public override void Apply(PipelineWork work, PipelineStep step)
    {
        if (work.Rule is not { } rule)
        {
            return;
        }

        // Every rule has items of its own: what is remembered of an item is remembered by its instance.
        var added = body.Rewrite(item => item with { Values = [.. item.Values.Select(value => Fill(work, step, value))] })!;
        if (!work.Spend(step, added.Items().Sum(item => 1 + item.Values.Length)))
        {
            return;
        }

        work.Trace(step, null, added);
        var search = new SigmaSearch(NameIn(rule), added, rule.At);
        SigmaCondition reference = new SigmaSearchReference(search.Name);
        work.Rule = rule with
        {
            Detection = new(
                [.. rule.Detection.Searches, search],
                [.. rule.Detection.Conditions.Select(condition => new SigmaAnd([isNegated ? new SigmaNot(reference) : reference, condition]))]),
        };
    }

    private string NameIn(SigmaRule rule)
    {
        var free = name;
        for (var number = 2; rule.Detection.Searches.Any(search => search.Name == free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }

    private SigmaLiteral Fill(PipelineWork work, PipelineStep step, SigmaLiteral value) => !isTemplate || value is not SigmaText text
        ? value
        : text with { Text = TemplateSign().Replace(text.Text, match => Filling(work, step, match)) };

    private static string Filling(PipelineWork work, PipelineStep step, Match match)
    {
        if (match.Value == "$$")
        {
            return "$";
        }

        var part = match.Value.Trim('$', '{', '}');
        var logSource = work.Rule!.LogSource;
        var filling = part switch { "product" => logSource.Product, "category" => logSource.Category, _ => logSource.Service };
        if (filling is null)
        {
            work.Fail(step, work.Rule.At, $"The pipeline asks for the {part} of the log source, which the rule leaves open.");
        }

        return TextValues.Escape(filling ?? "");
    }

    [GeneratedRegex(@"\$\$|\$(?:product|category|service)\b|\$\{(?:product|category|service)\}", RegexOptions.NonBacktracking)]
    private static partial Regex TemplateSign();
}
