using System.Collections.Immutable;
using Kotwal.Detection.Mappings;
using Kotwal.Events.Schema;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Detection.Sigma;

/// <summary>Rules compiled for our events. Immutable; a change of rules makes another one that is swapped in whole.</summary>
public sealed class RuleIndex
{
    private readonly FieldHandles handles = new();
    private readonly List<LoadedRule> rules = [];
    private readonly List<SigmaError> rejected = [];

    /// <summary>Compiles rules; those that cannot be compiled are named in <see cref="Rejected"/>.</summary>
    public RuleIndex(IEnumerable<SigmaRule> documents, MappingSet mappings)
    {
        Mappings = mappings;
        foreach (var document in documents)
        {
            Add(document);
        }

        Engine = new(rules.Select(rule => rule.Matcher));
    }

    public MappingSet Mappings { get; }

    public IReadOnlyList<LoadedRule> Rules => rules;

    public IReadOnlyList<SigmaError> Rejected => rejected;

    /// <summary>Asks all rules at once.</summary>
    internal SigmaEngine Engine { get; }

    internal FieldHandles Handles => handles;

    private void Add(SigmaRule document)
    {
        var unmapped = new SortedSet<string>(StringComparer.Ordinal);
        var options = new SigmaCompileOptions { Fields = (name, logSource) => Resolve(name, logSource, unmapped) };
        if (SigmaMatcher.TryCompile(document, options, out var matcher, out var error))
        {
            rules.Add(new(rules.Count, document.Key, document.Path ?? "", matcher, [.. unmapped]));
        }
        else
        {
            rejected.Add(error);
        }
    }

    private ImmutableArray<int> Resolve(string name, SigmaLogSource logSource, SortedSet<string> unmapped)
    {
        var fields = Mappings.Resolve(name, logSource.Product, logSource.Service);
        if (!FieldSchema.TryGet(name, out _) && !Mappings.Knows(name, logSource.Product))
        {
            unmapped.Add(name);
        }

        return [.. fields.Select(handles.Take)];
    }
}
