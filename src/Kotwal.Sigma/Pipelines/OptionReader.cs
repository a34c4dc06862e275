using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Reads the options of one step or condition, and rejects those that nobody asked for.</summary>
internal sealed class OptionReader(YamlMap map, string owner, PipelineNotes notes)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public PipelineNotes Notes => notes;

    public YamlMap Map => map;

    public string Owner => owner;

    public YamlEntry? Find(string key)
    {
        asked.Add(key);
        return map.Find(key);
    }

    /// <summary>The place of an option's value, or of all where it is missing.</summary>
    public SourcePosition At(string key) => map.Find(key)?.Value.At ?? map.At;

    /// <summary>A text; null when the option is missing or empty.</summary>
    public string? Text(string key) => Find(key)?.Value switch
    {
        null => null,
        YamlScalar scalar => LiteralReader.Read(scalar) is SigmaNull ? null : scalar.Text,
        _ => Fault<string>(key, "must be a text"),
    };

    /// <summary>A text that must be there.</summary>
    public string? Needed(string key) => Find(key) is null ? Missing<string>(key) : Text(key) ?? (map.Find(key)!.Value is YamlScalar ? Fault<string>(key, "is empty") : null);

    /// <summary>One of a few words.</summary>
    public string? OneOf(string key, string? otherwise, params string[] words)
    {
        if (Find(key) is null)
        {
            return otherwise ?? Missing<string>(key, $": {Join(words)}");
        }

        var text = Text(key);
        return words.Contains(text) ? text : Fault<string>(key, $"must be {Join(words)}");
    }

    public bool Flag(string key) => Find(key)?.Value switch
    {
        null => false,
        YamlScalar scalar when LiteralReader.Read(scalar) is SigmaBoolean truth => truth.Value,
        _ => Fault<object>(key, "must be true or false") is not null,
    };

    public long Number(string key)
    {
        long number = 0;
        if (Find(key) is { } entry
            && !(entry.Value is YamlScalar scalar && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)))
        {
            Fault<object>(key, "must be a whole number");
        }

        return number;
    }

    /// <summary>Texts: one, or a list; empty when the option is missing.</summary>
    public ImmutableArray<string> Texts(string key) => Find(key) is { } entry ? TextsOf(key, entry.Value) ?? [] : [];

    /// <summary>One text or a list of at least one; null when it is neither, which is a fault.</summary>
    public ImmutableArray<string>? TextsOf(string key, YamlNode node)
    {
        ImmutableArray<YamlNode> items = node is YamlList list ? list.Items : [node];
        if (items.IsEmpty || items.Any(item => item is not YamlScalar scalar || LiteralReader.Read(scalar) is SigmaNull))
        {
            notes.Faults.Add(node.At, $"'{key}' must be a text or a list of texts, and not be empty.");
            return null;
        }

        return [.. items.Cast<YamlScalar>().Select(item => item.Text)];
    }

    /// <summary>A value that must be there.</summary>
    public SigmaLiteral? Literal(string key) => Find(key)?.Value switch
    {
        null => Missing<SigmaLiteral>(key),
        YamlScalar scalar => LiteralReader.Read(scalar),
        _ => Fault<SigmaLiteral>(key, "must be a single value"),
    };

    /// <summary>A map that must be there and have something in it.</summary>
    public YamlMap? Entries(string key) => Find(key)?.Value switch
    {
        null => Missing<YamlMap>(key),
        YamlMap { Entries.IsEmpty: false } entries => entries,
        _ => Fault<YamlMap>(key, "must be a map, and not be empty"),
    };

    /// <summary>Rejects what is left: an option that is not known would have no effect, and nobody would see it.</summary>
    public void RejectOthers()
    {
        foreach (var entry in map.Entries.Where(entry => !asked.Contains(entry.Key.Text)))
        {
            var known = asked.Where(name => name != "type").Order(StringComparer.Ordinal).ToList();
            var list = known.Count == 0 ? "; it has none." : $"; it has {Join(known, "and")}.";
            var near = NearNames.Hint(entry.Key.Text, known);
            notes.Faults.Add(entry.Key.At, $"'{entry.Key.Text}' is no option of {owner}{(near == "." ? list : near)}");
        }
    }

    public T? Fault<T>(string key, string reason)
        where T : class
    {
        notes.Faults.Add(At(key), $"'{key}' of {owner} {reason}.");
        return null;
    }

    public static string Join(IEnumerable<string> words, string last = "or")
    {
        var list = words.ToList();
        return list.Count < 2 ? string.Concat(list) : $"{string.Join(", ", list.SkipLast(1))} {last} {list[^1]}";
    }

    private T? Missing<T>(string key, string hint = "")
        where T : class
    {
        notes.Faults.Add(map.At, $"'{key}' of {owner} is missing{hint}.");
        return null;
    }
}
