using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>Reads what rules, correlations and filters have in common.</summary>
internal sealed class MetadataReader(SyntaxFaults faults)
{
    public SigmaMetadata? Read(YamlMap map)
    {
        var before = faults.Errors.Count;
        var id = Text(map, "id");
        var name = Text(map, "name");
        var title = Text(map, "title") ?? name ?? id;
        if (title is null)
        {
            faults.Add(map.At, "The rule has no title.");
            return null;
        }

        var metadata = new SigmaMetadata
        {
            Title = title,
            Id = id,
            Name = name,
            Level = Named<SigmaLevel>(map, "level"),
            Status = Named<SigmaStatus>(map, "status"),
            Description = Text(map, "description"),
            Author = Joined(map, "author"),
            License = Text(map, "license"),
            Date = Text(map, "date"),
            Modified = Text(map, "modified"),
            Taxonomy = Text(map, "taxonomy"),
            References = Texts(map, "references"),
            FalsePositives = Texts(map, "falsepositives"),
            Tags = Texts(map, "tags"),
            Fields = Texts(map, "fields"),
            Scope = Texts(map, "scope"),
            Related = Relations(map),
        };
        return faults.Errors.Count == before ? metadata : null;
    }

    public SigmaLogSource? ReadLogSource(YamlMap map)
    {
        if (map.Find("logsource") is not { } entry)
        {
            faults.Add(map.At, "The rule has no logsource, so nothing says which events it is for.");
            return null;
        }

        if (entry.Value is not YamlMap parts)
        {
            faults.Add(entry.Value.At, "'logsource' must be a map with product, category or service.");
            return null;
        }

        var before = faults.Errors.Count;
        var logSource = new SigmaLogSource(Text(parts, "product"), Text(parts, "category"), Text(parts, "service"));
        if (faults.Errors.Count == before && logSource == new SigmaLogSource())
        {
            faults.Add(entry.Key.At, "'logsource' needs at least one of product, category and service.");
            return null;
        }

        return faults.Errors.Count == before ? logSource : null;
    }

    /// <summary>The text of an entry; null when there is none or it is empty.</summary>
    public string? Text(YamlMap map, string key)
    {
        if (map.Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is YamlScalar scalar)
        {
            return scalar.Text.Length == 0 || LiteralReader.Read(scalar) is SigmaNull ? null : scalar.Text;
        }

        faults.Add(entry.Value.At, $"'{key}' must be a text.");
        return null;
    }

    /// <summary>The text of an entry; several authors are written as a list now and then, and the meaning is plain.</summary>
    private string? Joined(YamlMap map, string key)
    {
        if (map.Find(key)?.Value is not YamlList list || list.Items.Any(item => item is not YamlScalar))
        {
            return Text(map, key);
        }

        var joined = string.Join(", ", list.Items.Cast<YamlScalar>().Select(item => item.Text));
        return joined.Length == 0 ? null : joined;
    }

    public ImmutableArray<string> Texts(YamlMap map, string key)
    {
        switch (map.Find(key)?.Value)
        {
            case null:
                return [];
            case YamlScalar scalar:
                return LiteralReader.Read(scalar) is SigmaNull ? [] : [scalar.Text];
            case YamlList list when list.Items.All(item => item is YamlScalar):
                return [.. list.Items.Cast<YamlScalar>().Select(item => item.Text)];
            case var other:
                faults.Add(other.At, $"'{key}' must be a list of texts.");
                return [];
        }
    }

    private T? Named<T>(YamlMap map, string key)
        where T : struct, Enum
    {
        if (Text(map, key) is not { } text)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var names = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        faults.Add(
            map.Find(key)!.Value.At,
            $"'{text}' is no {key}; {string.Join(", ", names.SkipLast(1))} or {names[^1]} was expected{NearNames.Hint(text, names)}");
        return null;
    }

    private ImmutableArray<SigmaRelation> Relations(YamlMap map)
    {
        if (map.Find("related")?.Value is not YamlList list)
        {
            return [];
        }

        return
        [
            .. list.Items.OfType<YamlMap>()
                .Select(item => (Id: Text(item, "id"), Type: Text(item, "type")))
                .Where(item => item.Id is not null)
                .Select(item => new SigmaRelation(item.Id!, item.Type ?? "similar")),
        ];
    }
}
