using CsCheck;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Writing;

/// <summary>Searches at random in which all and any stand within each other, over so few fields that keys come twice.</summary>
internal static class NestedSearches
{
    private static readonly Gen<SigmaModifier[]> Modifiers = Gen.OneOf<SigmaModifier[]>(
        [], [SigmaModifier.Contains], [SigmaModifier.Contains, SigmaModifier.All], [SigmaModifier.Contains, SigmaModifier.Neq],
        [SigmaModifier.Contains, SigmaModifier.All, SigmaModifier.Neq], [SigmaModifier.All]);

    private static readonly Gen<SigmaSearchNode> Compared =
        from field in Gen.OneOf<string?>("A", "B", null)
        from modifiers in Modifiers
        from values in Gen.OneOf("a", "B", "ab", "e", "exe", "cmd", "*", "3", "").Array[1, 3]
        select (SigmaSearchNode)new SigmaSearchItem(field, [.. modifiers], [.. values.Select(value => new SigmaText(value, default))], default);

    private static readonly Gen<SigmaSearchNode> Present =
        from field in Gen.OneOf("A", "B")
        from isPresent in Gen.Bool
        select (SigmaSearchNode)new SigmaSearchItem(field, [SigmaModifier.Exists], [new SigmaBoolean(isPresent, default)], default);

    private static readonly Gen<SigmaSearchNode> Item = Gen.Frequency((5, Compared), (1, Present));

    public static readonly Gen<SigmaSearchNode> Body = Node(depth: 3);

    private static Gen<SigmaSearchNode> Node(int depth) => depth == 0
        ? Item
        : Gen.Frequency(
            (2, Item),
            (2, Node(depth - 1).Array[1, 3].Select(parts => (SigmaSearchNode)new SigmaSearchAll([.. parts]))),
            (2, Node(depth - 1).Array[1, 3].Select(parts => (SigmaSearchNode)new SigmaSearchAny([.. parts]))));
}
