using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>hashes_fields</c>: takes values such as <c>SHA1=…</c> apart into fields named by the algorithm. A hash without its algorithm is
/// recognised by its length.
/// </summary>
internal sealed class HashFields(ImmutableArray<string> algorithms, string prefix, bool dropsAlgorithm) : ItemTransformation
{
    public static HashFields? Read(OptionReader options)
    {
        var (algorithms, prefix, drops) = (options.Texts("valid_hash_algos"), options.Text("field_prefix") ?? "", options.Flag("drop_algo_prefix"));
        if (options.Find("valid_hash_algos") is null)
        {
            return options.Fault<HashFields>("valid_hash_algos", "is missing");
        }

        return drops && prefix.Length == 0 ? options.Fault<HashFields>("drop_algo_prefix", "without 'field_prefix' leaves the fields no name") : new(algorithms, prefix, drops);
    }

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        if (!item.Values.All(value => TextValues.IsText(item, value)))
        {
            return item;
        }

        var hashes = item.Values.Select(value => (Value: value, Hash: Parse(TextValues.PatternOf(item, value).ToString()))).ToList();
        if (hashes.FirstOrDefault(entry => entry.Hash is null).Value is { } strange)
        {
            work.Fail(step, strange.At, $"'{strange}' is no hash of the kinds {OptionReader.Join(algorithms, "and")}.");
            return item;
        }

        var modifiers = item.Modifiers.RemoveAll(modifier => modifier is SigmaModifier.Contains or SigmaModifier.StartsWith or SigmaModifier.EndsWith);
        ImmutableArray<SigmaSearchNode> parts =
        [
            .. hashes.GroupBy(entry => dropsAlgorithm ? prefix : prefix + entry.Hash!.Value.Algorithm)
                .Select(group => new SigmaSearchItem(group.Key, modifiers, [.. group.Select(entry => new SigmaText(entry.Hash!.Value.Text, entry.Value.At))], item.At)),
        ];
        return parts.Length == 1 ? parts[0] : item.IsAll != item.IsNegated ? new SigmaSearchAll(parts) : new SigmaSearchAny(parts);
    }

    private (string Algorithm, string Text)? Parse(string pattern)
    {
        var parts = pattern.Split(pattern.Contains('|', StringComparison.Ordinal) ? '|' : '=');
        var text = parts[^1];
        var named = parts.Length == 2 ? parts[0].TrimStart('*').ToUpperInvariant() : text.Trim('*').Length switch
        {
            32 => "MD5",
            40 => "SHA1",
            64 => "SHA256",
            128 => "SHA512",
            _ => "",
        };
        return parts.Length <= 2 && algorithms.Contains(named) ? (named, text) : null;
    }
}
