using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>What reading and applying pipelines promise for any text: the body of its fuzz target. Only called from there.</summary>
internal static class PipelinePromises
{
    private const string Rules = """
        title: Fields
        name: fields
        tags: [attack.t1003]
        level: high
        date: 2024-01-02
        fields: [Image, User]
        logsource: {product: windows, category: process_creation}
        detection:
          one: {Image|endswith: ['\cmd.exe', '\*?.exe'], CommandLine|contains|all: [a, 5], User: [null, '', 1, true]}
          two: [{ParentImage|fieldref: Image}, {Image|re: '^a.*%x%'}, {Hashes: 'MD5=00'}]
          three_a: {User|expand: '%admins%-\%', Port|gte: 5}
          three_b: {Image|neq: a, CommandLine|exists: false}
          condition: [one and not 1 of three_*, two or all of them]
        ---
        title: Words
        name: words
        logsource: {product: linux}
        detection: {words: [some, '*thing'], condition: words}
        ---
        title: Several
        correlation: {type: value_count, rules: [fields, words], group-by: [User, who], timespan: 1m, condition: {gte: 2, field: Image}, aliases: {who: {fields: User}}}
        """;

    private static readonly SigmaRuleSet Set = SigmaRuleSet.Read([new("rules.yml", Rules)]);

    /// <summary>Reads the text as a pipeline and sends rules of all kinds through it.</summary>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(string text)
    {
        var pipeline = SigmaPipeline.Read([new("fuzz.yml", text)]);
        if (pipeline.Rejected.Concat(pipeline.Remarks).FirstOrDefault(error => error.Line < 1 || error.Column < 1 || error.Reason.Length == 0) is { } placeless)
        {
            return $"An error has a place and a reason, unlike {placeless}.";
        }

        if (pipeline.Rejected.IsEmpty == pipeline.Names.IsEmpty)
        {
            return "A file is used, or rejected with a reason.";
        }

        var result = Set.With(pipeline);
        if (result.Rules.Length + result.Correlations.Length + result.Rejected.Length != Set.Rules.Length + Set.Correlations.Length + pipeline.Rejected.Length)
        {
            return "Every rule is transformed, or rejected with a reason.";
        }

        return result.Rules.Select(Broken).FirstOrDefault(broken => broken is not null);
    }

    private static string? Broken(SigmaRule rule) =>
        SigmaMatcher.TryCompile(rule, new() { Fields = (_, _) => [1] }, out _, out var error) || error.Reason.Length > 0 ? null : "A rule that cannot be compiled says why.";
}
