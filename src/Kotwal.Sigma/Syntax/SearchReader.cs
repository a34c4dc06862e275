using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>Reads searches: maps are joined by and, lists by or, texts without a field are keywords.</summary>
internal sealed class SearchReader(SyntaxFaults faults)
{
    public SigmaSearch? ReadSearch(YamlEntry entry)
    {
        var body = ReadNode(entry.Value, entry.Key);
        return body is null ? null : new(entry.Key.Text, body, entry.Key.At);
    }

    private SigmaSearchNode? ReadNode(YamlNode node, YamlScalar name) => node switch
    {
        YamlMap map => ReadMap(map, name),
        YamlList list => ReadList(list, name),
        YamlScalar scalar => ReadKeywords([scalar]),
        _ => null,
    };

    private SigmaSearchNode? ReadMap(YamlMap map, YamlScalar name)
    {
        if (map.Entries.IsEmpty)
        {
            return Fail(name.At, $"The search '{name.Text}' is empty.");
        }

        var parts = ImmutableArray.CreateBuilder<SigmaSearchNode>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (ReadItem(entry) is not { } item)
            {
                return null;
            }

            parts.Add(item);
        }

        return parts.Count == 1 ? parts[0] : new SigmaSearchAll(parts.MoveToImmutable());
    }

    private SigmaSearchNode? ReadList(YamlList list, YamlScalar name)
    {
        if (list.Items.IsEmpty)
        {
            return Fail(name.At, $"The search '{name.Text}' is empty.");
        }

        var parts = ImmutableArray.CreateBuilder<SigmaSearchNode>();
        var keywords = new List<YamlScalar>();
        foreach (var item in list.Items)
        {
            if (item is YamlScalar keyword)
            {
                keywords.Add(keyword);
                continue;
            }

            var part = item is YamlMap map
                ? ReadMap(map, name)
                : Fail(item.At, "A list in a list has no meaning in a search.");
            if (part is null)
            {
                return null;
            }

            parts.Add(part);
        }

        if (keywords.Count > 0)
        {
            if (ReadKeywords(keywords) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return parts.Count == 1 ? parts[0] : new SigmaSearchAny(parts.ToImmutable());
    }

    private SigmaSearchItem? ReadKeywords(List<YamlScalar> keywords) => Item(null, [], [.. keywords], keywords[0].At, keywords[0]);

    private SigmaSearchItem? ReadItem(YamlEntry entry)
    {
        if (entry.Key.Text.Length > faults.Limits.MaxValueLength)
        {
            return Fail(entry.Key.At, $"The name of the field is longer than {faults.Limits.MaxValueLength} characters.");
        }

        var names = entry.Key.Text.Split('|');
        if (names.Length - 1 > faults.Limits.MaxModifiers)
        {
            return Fail(entry.Key.At, $"The field has more than {faults.Limits.MaxModifiers} modifiers.");
        }

        var modifiers = ImmutableArray.CreateBuilder<SigmaModifier>(names.Length - 1);
        var offset = names[0].Length;
        foreach (var name in names.AsSpan(1))
        {
            if (!SigmaModifierNames.TryGet(name, out var modifier))
            {
                return Fail(PlaceIn(entry.Key, offset + 1), ReasonForModifier(name));
            }

            modifiers.Add(modifier);
            offset += name.Length + 1;
        }

        ImmutableArray<YamlNode> values = entry.Value is YamlList list ? list.Items : [entry.Value];
        return values.IsEmpty
            ? Fail(entry.Key.At, $"'{entry.Key.Text}' has no value.")
            : Item(names[0].Length == 0 ? null : names[0], modifiers.ToImmutable(), values, entry.Key.At, entry.Key);
    }

    private static string ReasonForModifier(string name) => name switch
    {
        "" => "A modifier was expected behind the '|'.",
        "ignorecase" or "multiline" or "dotall" => $"The modifier '{name}' is not part of Sigma; write '{(name == "dotall" ? 's' : name[0])}' behind 're'.",
        _ => $"The modifier '{name}' is not part of Sigma{NearNames.Hint(name, SigmaModifierNames.All)}",
    };

    private SigmaSearchItem? Item(
        string? field, ImmutableArray<SigmaModifier> modifiers, ImmutableArray<YamlNode> nodes, SourcePosition at, YamlScalar key)
    {
        var values = ImmutableArray.CreateBuilder<SigmaLiteral>(nodes.Length);
        foreach (var node in nodes)
        {
            if (node is not YamlScalar scalar)
            {
                return Fail(node.At, $"'{key.Text}' needs a value or a list of values, not {(node is YamlMap ? "a map" : "a list in a list")}.");
            }

            if (scalar.Text.Length > faults.Limits.MaxValueLength)
            {
                return Fail(scalar.At, $"The value is longer than {faults.Limits.MaxValueLength} characters.");
            }

            var value = LiteralReader.Read(scalar);
            if (ModifierChain.FaultOf(modifiers, value, field is null) is { } fault)
            {
                return Fail(modifiers.IsEmpty ? scalar.At : key.At, fault);
            }

            values.Add(value);
        }

        if (modifiers.Contains(SigmaModifier.All) && values.Count == 1)
        {
            faults.Remark(at, "The modifier 'all' does nothing where there is one value only.");
        }

        return modifiers.Contains(SigmaModifier.Exists) && values.Count > 1
            ? Fail(at, "The modifier 'exists' takes one value, true or false.")
            : new(field, modifiers, values.ToImmutable(), at);
    }

    private static SourcePosition PlaceIn(YamlScalar scalar, int offset) =>
        scalar.TextAt is { } start ? new(start.Line, start.Column + offset) : scalar.At;

    private SigmaSearchItem? Fail(SourcePosition at, string reason)
    {
        faults.Add(at, reason);
        return null;
    }
}
