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

    public SigmaCorrelation? Read(YamlMap document, YamlEntry entry, SigmaMetadata about, string? path)
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

        if (rules.GroupBy(rule => rule, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return Fail(entry.Key.At, $"The correlation refers to '{Reason.Shorten(twice.Key)}' twice.");
        }

        var before = faults.Errors.Count;
        var correlation = new SigmaCorrelation
        {
            Metadata = about,
            Path = path,
            At = document.At,
            Type = type,
            Rules = rules,
            GroupBy = texts.Texts(map, "group-by"),
            Timespan = timespan,
            Aliases = ReadAliases(map),
            Generate = ReadGenerate(map, document),
        };
        correlation = new CorrelationConditionReader(faults).Read(correlation, map, entry.Key);
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
            if (alias.Value is not YamlMap { Entries: { IsEmpty: false } sources } || sources.Any(source => source.Value is not YamlScalar))
            {
                faults.Add(alias.Key.At, $"The alias '{alias.Key.Text}' must be a map of a rule's name and the field there.");
                return [];
            }

            aliases.AddRange(sources.Select(source => new SigmaAlias(alias.Key.Text, source.Key.Text, ((YamlScalar)source.Value).Text)));
        }

        if (aliases.Count == 0)
        {
            faults.Add(entry.Key.At, "'aliases' must be a map of names, each a map of a rule's name and the field there.");
        }

        return aliases.ToImmutable();
    }

    /// <summary>The specification has it beside the correlation, most rules have it within.</summary>
    private bool ReadGenerate(YamlMap map, YamlMap document)
    {
        if ((map.Find("generate") ?? document.Find("generate")) is not { } entry)
        {
            return false;
        }

        var literal = entry.Value is YamlScalar scalar ? LiteralReader.Read(scalar) : null;
        if (literal is not SigmaBoolean)
        {
            faults.Add(entry.Value.At, "'generate' must be true or false.");
        }

        return literal is SigmaBoolean { Value: true };
    }

    private SigmaCorrelation? Fail(SourcePosition at, string reason)
    {
        faults.Add(at, reason);
        return null;
    }
}
