using System.Buffers.Binary;
using Kotwal.Sigma.Correlation;
using Kotwal.Sigma.Rules;

namespace Kotwal.Sigma.Tests.Correlation;

/// <summary>Feeds an engine with matches of rules named a, b and c, at seconds, with fields by name.</summary>
internal sealed class CorrelationStory
{
    public const string Rules = """
        title: A
        id: rule-a
        name: a
        logsource: {product: test}
        detection: {s: {F: 1}, condition: s}
        ---
        title: B
        name: b
        logsource: {product: test}
        detection: {s: {F: 2}, condition: s}
        ---
        title: C
        name: c
        logsource: {product: test}
        detection: {s: {F: 3}, condition: s}
        """;

    private readonly Dictionary<string, string> keys;

    public CorrelationStory(string correlations, CorrelationOptions? options = null)
    {
        var set = SigmaRuleSet.Read([new("rules.yml", Rules + "\n---\n" + correlations)]);
        Assert.Empty(set.Rejected);
        keys = set.Rules.ToDictionary(rule => rule.Metadata.Name!, rule => rule.Key);
        Set = set;
        Engine = new(set.Rules, set.Correlations, options);
    }

    /// <summary>Number of the last event.</summary>
    public int Events { get; set; }

    public SigmaRuleSet Set { get; }

    public CorrelationEngine Engine { get; }

    public static string Correlation(string section, string name = "it") =>
        $"title: {name}\nname: {name}\ncorrelation:\n  {section.Replace("\n", "\n  ", StringComparison.Ordinal)}\n";

    public static Guid Event(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new(bytes, bigEndian: true);
    }

    /// <summary>One match of a rule; events are numbered from one.</summary>
    public IReadOnlyList<CorrelationMatch> Add(string rule, double second, params (string Field, string Value)[] fields)
    {
        Events++;
        if (!Engine.TryGetFields(keys[rule], out var names))
        {
            return Engine.Add(keys[rule], 0, Event(Events), []);
        }

        var values = names.Select(name => fields.Where(field => field.Field == name).Select(field => field.Value).FirstOrDefault()).ToArray();
        return Engine.Add(keys[rule], (long)(second * 1e9), Event(Events), values);
    }
}
