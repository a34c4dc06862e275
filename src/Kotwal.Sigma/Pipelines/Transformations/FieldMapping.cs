using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary><c>field_name_mapping</c>: a name for a name, or several of which each may hold the value. The key null stands for keywords.</summary>
internal sealed class FieldMapping(ImmutableDictionary<string, ImmutableArray<string>> names, ImmutableArray<string>? forKeywords) : FieldTransformation
{
    public static FieldMapping? Read(OptionReader options)
    {
        if (options.Entries("mapping") is not { } map)
        {
            return null;
        }

        ImmutableArray<string>? forKeywords = null;
        var names = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (options.TextsOf(entry.Key.Text, entry.Value) is not { } targets)
            {
                return null;
            }

            if (LiteralReader.Read(entry.Key) is SigmaNull)
            {
                forKeywords = targets;
            }
            else
            {
                names[entry.Key.Text] = targets;
            }
        }

        return new(names.ToImmutable(), forKeywords);
    }

    /// <summary>The names that are written down for a name; null when none are.</summary>
    public ImmutableArray<string>? ByHand(string field) => NamesFor(field);

    protected override ImmutableArray<string>? NamesFor(string? field) =>
        field is null ? forKeywords : names.TryGetValue(field, out var targets) ? targets : null;
}

/// <summary><c>field_name_prefix_mapping</c>: other beginnings for the beginnings of names; the first that fits counts.</summary>
internal sealed class FieldPrefixMapping(ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> prefixes) : FieldTransformation
{
    public static FieldPrefixMapping? Read(OptionReader options)
    {
        if (options.Entries("mapping") is not { } map)
        {
            return null;
        }

        var prefixes = ImmutableArray.CreateBuilder<KeyValuePair<string, ImmutableArray<string>>>();
        foreach (var entry in map.Entries)
        {
            if (LiteralReader.Read(entry.Key) is SigmaNull)
            {
                return options.Fault<FieldPrefixMapping>("mapping", "has no text as a prefix; keywords have no name, so none to change");
            }

            if (options.TextsOf(entry.Key.Text, entry.Value) is not { } targets)
            {
                return null;
            }

            prefixes.Add(new(entry.Key.Text, targets));
        }

        return new(prefixes.ToImmutable());
    }

    protected override ImmutableArray<string>? NamesFor(string? field)
    {
        foreach (var (prefix, targets) in prefixes)
        {
            if (field?.StartsWith(prefix, StringComparison.Ordinal) ?? false)
            {
                return [.. targets.Select(target => target + field[prefix.Length..])];
            }
        }

        return null;
    }
}

/// <summary><c>field_name_prefix</c> and <c>field_name_suffix</c>: something before, or behind, every name.</summary>
internal sealed class FieldAffix(string before, string behind) : FieldTransformation
{
    protected override ImmutableArray<string>? NamesFor(string? field) => field is null ? null : [before + field + behind];
}

/// <summary><c>field_name_transform</c>: another case of the letters, but for names that are mapped by hand.</summary>
internal sealed class FieldCase(Func<string, string> change, FieldMapping? exceptions) : FieldTransformation
{
    public static FieldCase? Read(OptionReader options)
    {
        var exceptions = options.Find("mapping") is null ? null : FieldMapping.Read(options);
        return TextCase.Read(options, "transform_func", otherwise: null) is { } change ? new(change, exceptions) : null;
    }

    protected override ImmutableArray<string>? NamesFor(string? field) => field is null ? null : exceptions?.ByHand(field) ?? [change(field)];
}
