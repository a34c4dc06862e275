using System.Text.Json;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Bench.Sigma;

/// <summary>Rules of the shared data as the engine takes them.</summary>
internal static class SigmaRules
{
    public static (SigmaEngine Engine, SigmaFieldNames Names) Load(string folder, Func<IEnumerable<SigmaRule>, IEnumerable<SigmaRule>>? change = null)
    {
        var names = new SigmaFieldNames();
        var matchers = new List<SigmaMatcher>();
        IEnumerable<SigmaRule> rules = SigmaRuleSet.Load([Path.Combine(Data.Shared, "sigma", folder)]).Rules;
        foreach (var rule in change is null ? rules : change(rules))
        {
            if (SigmaMatcher.TryCompile(rule, new() { Fields = names.Resolve }, out var matcher, out _))
            {
                matchers.Add(matcher);
            }
        }

        return (new(matchers), names);
    }

    public static SigmaLogSourceMap WindowsLogSources()
    {
        using var map = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Data.Shared, "expected", "windows-logsource-map.json")));
        var services = map.RootElement.GetProperty("channel_service").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString());
        return new(
        [
            new(new("windows"), []),
            .. services.Select(entry => new SigmaLogSourceEntry(new("windows", null, entry.Value), [new("Channel", [entry.Key])])),
            .. map.RootElement.GetProperty("channel_event_category").EnumerateArray().Select(entry => new SigmaLogSourceEntry(
                new("windows", entry.GetProperty("category").GetString(), services.GetValueOrDefault(entry.GetProperty("channel").GetString()!)),
                [
                    new("Channel", [entry.GetProperty("channel").GetString()!]),
                    new("EventID", [.. entry.GetProperty("event_ids").EnumerateArray().Select(id => id.GetRawText())]),
                ])),
        ]);
    }

    /// <summary>Every rule once more for each further copy, with another ending to each of its texts.</summary>
    public static IEnumerable<SigmaRule> Copies(IEnumerable<SigmaRule> rules, int copies) =>
        rules.SelectMany(rule => Enumerable.Range(0, copies).Select(copy => copy == 0 ? rule : rule with
        {
            Metadata = rule.Metadata with { Id = $"{rule.Key}-{copy}" },
            Detection = rule.Detection with { Searches = [.. rule.Detection.Searches.Select(search => search with { Body = Varied(search.Body, copy) })] },
        }));

    private static SigmaSearchNode Varied(SigmaSearchNode node, int copy) => node switch
    {
        SigmaSearchAll all => new SigmaSearchAll([.. all.Parts.Select(part => Varied(part, copy))]),
        SigmaSearchAny any => new SigmaSearchAny([.. any.Parts.Select(part => Varied(part, copy))]),
        SigmaSearchItem item when !item.Modifiers.Any(modifier => modifier is SigmaModifier.Re or SigmaModifier.Cidr or SigmaModifier.FieldRef or SigmaModifier.Exists) =>
            item with { Values = [.. item.Values.Select(value => value is SigmaText { Text.Length: > 4 } text ? Varied(text, copy) : value)] },
        _ => node,
    };

    // A letter in the middle becomes another, so that what rules look for differs and is as long and as rare as before.
    private static SigmaText Varied(SigmaText text, int copy)
    {
        var place = text.Text.Length / 2;
        while (place < text.Text.Length - 1 && !char.IsAsciiLetter(text.Text[place]))
        {
            place++;
        }

        return char.IsAsciiLetter(text.Text[place])
            ? text with { Text = $"{text.Text[..place]}{(char)('a' + ((text.Text[place] - 'a' + copy + 26) % 26))}{copy / 20}{text.Text[(place + 1)..]}" }
            : text;
    }
}
