using System.Collections.Immutable;
using System.Globalization;

namespace Kotwal.Sigma.Syntax;

/// <summary>Reads the section <c>correlation</c> (Sigma correlation rules specification, "Correlation section").</summary>
internal sealed class CorrelationReader(SyntaxFaults faults)
{
    private const int LongestTimespanDays = 366;
    private static readonly string[] Keys = ["type", "rules", "group-by", "timespan", "condition", "aliases", "generate"];

    private static readonly Dictionary<string, SigmaCorrelationType> Types =
        Enum.GetValues<SigmaCorrelationType>().ToDictionary(NameOf, StringComparer.Ordinal);

    public SigmaCorrelation? Read(YamlEntry entry, SigmaMetadata about, string? path, SourcePosition at)
    {
        if (entry.Value is not YamlMap map)
        {
            return Fail(entry.Key.At, "'correlation' must be a map.");
        }

        if (map.Entries.FirstOrDefault(part => !Keys.Contains(part.Key.Text)) is { } unknown)
        {
            return Fail(unknown.Key.At, $"'{unknown.Key.Text}' is not part of a correlation{NearNames.Hint(unknown.Key.Text, Keys)}");
        }

        var texts = new MetadataReader(faults);
        if (ReadType(map, entry.Key, texts) is not { } type || ReadTimespan(map, entry.Key, texts) is not { } timespan)
        {
            return null;
        }

        var rules = texts.Texts(map, "rules");
        if (rules.IsEmpty)
        {
            return Fail(entry.Key.At, "The correlation refers to no rules.");
        }

        var before = faults.Errors.Count;
        var correlation = new SigmaCorrelation
        {
            Metadata = about,
            Path = path,
            At = at,
            Type = type,
            Rules = rules,
            GroupBy = texts.Texts(map, "group-by"),
            Timespan = timespan,
            Aliases = ReadAliases(map),
            Generate = texts.Text(map, "generate") is "true" or "True",
        };
        correlation = ReadCondition(correlation, map, entry.Key);
        return faults.Errors.Count == before ? correlation : null;
    }

    public static string NameOf(SigmaCorrelationType type) =>
        string.Concat(type.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : letter.ToString())).ToLowerInvariant();

    private SigmaCorrelationType? ReadType(YamlMap map, YamlScalar key, MetadataReader texts)
    {
        if (texts.Text(map, "type") is not { } name)
        {
            faults.Add(key.At, "The correlation has no type.");
            return null;
        }

        if (Types.TryGetValue(name, out var type))
        {
            return type;
        }

        faults.Add(map.Find("type")!.Value.At, $"'{name}' is no type of correlation{NearNames.Hint(name, Types.Keys)}");
        return null;
    }

    private TimeSpan? ReadTimespan(YamlMap map, YamlScalar key, MetadataReader texts)
    {
        if (texts.Text(map, "timespan") is not { } text)
        {
            faults.Add(key.At, "The correlation has no timespan.");
            return null;
        }

        var unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number == 0 || number * unit.TotalDays > LongestTimespanDays)
        {
            faults.Add(
                map.Find("timespan")!.Value.At,
                $"'{text}' is no timespan: a number and one of s, m, h, d and w was expected, such as 90m, of at most {LongestTimespanDays} days.");
            return null;
        }

        return number * unit;
    }

    private ImmutableArray<SigmaAlias> ReadAliases(YamlMap map)
    {
        if (map.Find("aliases") is not { } entry)
        {
            return [];
        }

        var aliases = ImmutableArray.CreateBuilder<SigmaAlias>();
        foreach (var alias in (entry.Value as YamlMap)?.Entries ?? [])
        {
            foreach (var source in (alias.Value as YamlMap)?.Entries ?? [])
            {
                if (source.Value is YamlScalar field)
                {
                    aliases.Add(new(alias.Key.Text, source.Key.Text, field.Text));
                }
            }
        }

        if (aliases.Count == 0)
        {
            faults.Add(entry.Key.At, "'aliases' must be a map of names, each a map of a rule's name and the field there.");
        }

        return aliases.ToImmutable();
    }

    private SigmaCorrelation ReadCondition(SigmaCorrelation correlation, YamlMap map, YamlScalar key)
    {
        var isTemporal = correlation.Type is SigmaCorrelationType.Temporal or SigmaCorrelationType.TemporalOrdered;
        if (map.Find("condition") is not { } entry)
        {
            if (!isTemporal)
            {
                faults.Add(key.At, $"A correlation of type {NameOf(correlation.Type)} needs a condition.");
            }

            return correlation;
        }

        if (entry.Value is not YamlMap condition)
        {
            faults.Add(entry.Value.At, "The condition of a correlation must be a map such as 'gte: 10'.");
            return correlation;
        }

        var before = faults.Errors.Count;
        var bounds = ImmutableArray.CreateBuilder<SigmaBound>();
        foreach (var part in condition.Entries)
        {
            if (part.Key.Text == "field")
            {
                correlation = correlation with { ValueFields = new MetadataReader(faults).Texts(condition, "field") };
            }
            else if (part.Key.Text == "percentile")
            {
                correlation = correlation with { Percentile = NumberOf(part) };
            }
            else if (Enum.TryParse<SigmaBoundOperator>(part.Key.Text, ignoreCase: true, out var bound) && !char.IsDigit(part.Key.Text[0]))
            {
                bounds.Add(new(bound, NumberOf(part) ?? 0));
            }
            else
            {
                faults.Add(part.Key.At, $"'{part.Key.Text}' is not part of a correlation's condition{NearNames.Hint(part.Key.Text, ["gt", "gte", "lt", "lte", "eq", "neq", "field"])}");
            }
        }

        correlation = correlation with { Bounds = bounds.ToImmutable() };
        return faults.Errors.Count == before ? Check(correlation, entry.Key, isTemporal) : correlation;
    }

    private decimal? NumberOf(YamlEntry part)
    {
        if (part.Value is YamlScalar scalar
            && decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        faults.Add(part.Value.At, $"'{part.Key.Text}' needs a number.");
        return null;
    }

    private SigmaCorrelation Check(SigmaCorrelation correlation, YamlScalar key, bool isTemporal)
    {
        if (correlation.Bounds.IsEmpty)
        {
            faults.Add(key.At, "The condition has no bound such as 'gte: 10'.");
        }

        var needsField = !isTemporal && correlation.Type != SigmaCorrelationType.EventCount;
        if (needsField && correlation.ValueFields.IsEmpty)
        {
            faults.Add(key.At, $"A correlation of type {NameOf(correlation.Type)} needs a 'field' in its condition.");
        }

        if (correlation.Type == SigmaCorrelationType.ValuePercentile && correlation.Percentile is not (> 0 and < 100))
        {
            faults.Add(key.At, "A correlation of type value_percentile needs a 'percentile' above 0 and below 100 in its condition.");
        }

        return correlation;
    }

    private SigmaCorrelation? Fail(SourcePosition at, string reason)
    {
        faults.Add(at, reason);
        return null;
    }
}
