using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Engine;

/// <summary>Recognises items that several rules have, by the fields and values that they were compiled to.</summary>
internal sealed class ItemShare
{
    private readonly Dictionary<string, SharedItem> known = new(StringComparer.Ordinal);
    private int count;

    public SharedItem Share(ItemMatcher item)
    {
        // What these become depends on what the rule was compiled with, which need not be the same for all.
        if (item.References is not null || item.Item.Modifiers.Contains(SigmaModifier.Expand)
            || item.Tests.Any(test => test is TimePartTest))
        {
            return new(count++, item);
        }

        var key = KeyOf(item);
        return known.TryGetValue(key, out var shared) ? shared : known[key] = new(count++, item);
    }

    private static string KeyOf(ItemMatcher item) =>
        string.Join(
            '\0',
            item.Item.Values.Select(value => $"{value.GetType().Name}:{value.ToString()!.Length}:{value}")
                .Prepend(item.Item.Key).Prepend(string.Join(',', item.Handles)));
}
