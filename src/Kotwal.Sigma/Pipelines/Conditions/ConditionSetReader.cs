using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>Reads <c>KIND_conditions</c> with <c>KIND_cond_op</c>, <c>KIND_cond_not</c> and <c>KIND_cond_expr</c>.</summary>
internal sealed class ConditionSetReader(OptionReader step)
{
    public ConditionSet<T>? Read<T>(string kind, IReadOnlyDictionary<string, Func<OptionReader, T?>> known)
        where T : class
    {
        var before = step.Notes.Faults.Errors.Count;
        var operation = step.OneOf($"{kind}_cond_op", "and", "and", "or");
        var isNegated = step.Flag($"{kind}_cond_not");
        var expression = step.Find($"{kind}_cond_expr");
        var entry = step.Find($"{kind}_conditions");
        var names = ImmutableArray.CreateBuilder<string>();
        var conditions = ImmutableArray.CreateBuilder<T>();
        foreach (var (name, node) in Items(entry, expression))
        {
            names.Add(name);
            if (ReadOne(node, kind, known) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        if (expression is not null && step.Map.Find($"{kind}_cond_op") is not null)
        {
            step.Fault<object>($"{kind}_cond_expr", $"excludes '{kind}_cond_op': an expression says itself how conditions are joined");
        }

        var joined = expression is null || entry is null ? null : ReadExpression(expression, names, entry);
        return step.Notes.Faults.Errors.Count == before ? new(conditions.ToImmutable(), names.ToImmutable(), joined, operation == "or", isNegated) : null;
    }

    private List<(string Name, YamlNode Node)> Items(YamlEntry? entry, YamlEntry? expression)
    {
        switch (entry?.Value)
        {
            case null when expression is null:
                return [];
            case YamlList list when expression is null:
                return [.. list.Items.Select(item => ("", item))];
            case YamlMap map when expression is not null:
                return [.. map.Entries.Select(item => (item.Key.Text, item.Value))];
            case YamlMap:
                step.Fault<object>(entry.Key.Text, "are named, so an expression over the names must join them; without one they must be a list");
                return [];
            default:
                step.Notes.Faults.Add(
                    (entry?.Value ?? expression!.Value).At,
                    expression is null ? $"'{entry!.Key.Text}' must be a list of conditions." : $"'{expression.Key.Text}' needs a map of named conditions.");
                return [];
        }
    }

    private T? ReadOne<T>(YamlNode node, string kind, IReadOnlyDictionary<string, Func<OptionReader, T?>> known)
        where T : class
    {
        if (node is not YamlMap map || map.Find("type") is not { Value: YamlScalar type })
        {
            step.Notes.Faults.Add(node.At, "A condition must be a map with its 'type'.");
            return null;
        }

        if (!known.TryGetValue(type.Text, out var make))
        {
            var near = NearNames.Hint(type.Text, known.Keys);
            step.Notes.Faults.Add(
                type.At, $"'{type.Text}' is no condition of the kind {kind}{(near == "." ? $"; there are {OptionReader.Join(known.Keys.Order(StringComparer.Ordinal), "and")}." : near)}");
            return null;
        }

        var options = new OptionReader(map, $"the condition {type.Text}", step.Notes);
        options.Find("type");
        var condition = make(options);
        options.RejectOthers();
        return condition;
    }

    /// <summary>The language is that of conditions over searches: names, and, or, not, parentheses.</summary>
    private SigmaCondition? ReadExpression(YamlEntry expression, IEnumerable<string> names, YamlEntry entry)
    {
        if (expression.Value is not YamlScalar scalar)
        {
            return step.Fault<SigmaCondition>(expression.Key.Text, "must be a text such as 'one and not other'");
        }

        var faults = new SyntaxFaults(step.Notes.Path, step.Notes.Faults.Limits);
        var searches = names.Select(name => new SigmaSearch(name, new SigmaSearchAny([]), entry.Key.At)).ToList();
        var condition = ConditionReader.Read(scalar, searches, faults);
        foreach (var error in faults.Errors)
        {
            var reason = error.Reason.Replace("a search", "a condition", StringComparison.Ordinal).Replace("the rule does", "the step does", StringComparison.Ordinal);
            step.Notes.Faults.Add(new(error.Line, error.Column), reason);
        }

        return condition;
    }
}
