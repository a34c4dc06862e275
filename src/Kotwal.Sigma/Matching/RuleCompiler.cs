using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Compiles the conditions of one rule, each search once.</summary>
internal sealed class RuleCompiler(SigmaRule rule, SigmaCompileOptions options)
{
    private const int MostTests = 250_000;

    private readonly Dictionary<string, MatchNode> searches = new(StringComparer.Ordinal);
    private readonly List<ItemMatcher> items = [];
    private readonly SortedSet<string> unmapped = new(StringComparer.Ordinal);

    private int tests;

    /// <summary>Why the rule could not be compiled.</summary>
    public SigmaError? Error { get; private set; }

    public SigmaMatcher? Compile()
    {
        foreach (var search in rule.Detection.Searches)
        {
            if (Node(search.Body) is not { } body)
            {
                return null;
            }

            searches[search.Name] = MatchNode.AtLeast(search.Name, 1, [body]);
        }

        var conditions = rule.Detection.Conditions.Select(Node).ToArray();
        var root = conditions.Length == 1 ? conditions[0] : MatchNode.AtLeast("one of the conditions", 1, conditions);
        return new(rule, root, [.. unmapped], items);
    }

    private MatchNode Node(SigmaCondition condition)
    {
        switch (condition)
        {
            case SigmaAnd and:
                return MatchNode.AtLeast("and", and.Parts.Length, [.. and.Parts.Select(Node)]);
            case SigmaOr or:
                return MatchNode.AtLeast("or", 1, [.. or.Parts.Select(Node)]);
            case SigmaNot not:
                return MatchNode.Not(not.ToString(), Node(not.Part));
            case SigmaQuantified quantified:
                var parts = quantified.Names.Select(name => searches[name]).ToArray();
                return MatchNode.AtLeast(quantified.ToString(), quantified.AtLeast ?? parts.Length, parts);
            default:
                return searches[((SigmaSearchReference)condition).Name];
        }
    }

    private MatchNode? Node(SigmaSearchNode node)
    {
        switch (node)
        {
            case SigmaSearchItem item:
                return Item(item) is { } compiled ? MatchNode.Leaf(compiled) : null;
            case SigmaSearchAll all:
                return Nodes(all.Parts) is { } every ? MatchNode.AtLeast("all", every.Length, every) : null;
            default:
                return Nodes(((SigmaSearchAny)node).Parts) is { } any ? MatchNode.AtLeast("any", 1, any) : null;
        }
    }

    private MatchNode[]? Nodes(ImmutableArray<SigmaSearchNode> parts)
    {
        var nodes = new MatchNode[parts.Length];
        for (var index = 0; index < nodes.Length; index++)
        {
            if (Node(parts[index]) is not { } node)
            {
                return null;
            }

            nodes[index] = node;
        }

        return nodes;
    }

    private ItemMatcher? Item(SigmaSearchItem item)
    {
        var handles = item.Field is null ? [] : Resolve(item.Field);
        ItemMatcher matcher;
        if (item.Modifiers.Contains(SigmaModifier.FieldRef))
        {
            matcher = new(item, handles, [], [.. item.Values.Select(value => new FieldReference(Resolve(value.ToString()!), item.Modifiers))]);
        }
        else if (item.Modifiers.Contains(SigmaModifier.Exists))
        {
            matcher = new(item, handles, [], null);
        }
        else if (Groups(item) is { } groups)
        {
            matcher = new(item, handles, groups, null);
        }
        else
        {
            return null;
        }

        items.Add(matcher);
        return matcher;
    }

    private ValueTest[][]? Groups(SigmaSearchItem item)
    {
        var compiler = new ValueCompiler(item, options);
        var groups = new ValueTest[item.Values.Length][];
        for (var index = 0; index < groups.Length; index++)
        {
            if (compiler.Compile(item.Values[index], out var fault) is not { } group)
            {
                Error = new(rule.Path, item.Values[index].At, fault);
                return null;
            }

            groups[index] = group;
            tests += group.Length;
            if (tests > MostTests)
            {
                Error = new(rule.Path, item.Values[index].At, $"Placeholders and encodings make more than {MostTests} values of this rule's.");
                return null;
            }
        }

        return groups;
    }

    private ImmutableArray<int> Resolve(string field)
    {
        var handles = options.Fields(field, rule.LogSource);
        if (handles.IsDefaultOrEmpty)
        {
            unmapped.Add(field);
            return [];
        }

        return handles;
    }
}
