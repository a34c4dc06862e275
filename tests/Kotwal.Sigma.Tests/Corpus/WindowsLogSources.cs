using System.Globalization;
using System.Text.Json;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>The routing of Windows events by channel and event id that the expected counts were made with.</summary>
internal sealed class WindowsLogSources
{
    private readonly Dictionary<string, string> services;
    private readonly ILookup<(string Channel, int EventId), string> categories;

    public WindowsLogSources()
    {
        using var map = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("expected", "windows-logsource-map.json")));
        services = map.RootElement.GetProperty("channel_service").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        categories = map.RootElement.GetProperty("channel_event_category").EnumerateArray()
            .SelectMany(entry => entry.GetProperty("event_ids").EnumerateArray().Select(id => (
                Key: (entry.GetProperty("channel").GetString()!, id.GetInt32()), Category: entry.GetProperty("category").GetString()!)))
            .ToLookup(entry => entry.Key, entry => entry.Category);
    }

    /// <summary>The same routing as the engine takes it.</summary>
    public static SigmaLogSourceMap Map()
    {
        var sources = new WindowsLogSources();
        IEnumerable<SigmaLogSourceEntry> entries =
        [
            new(new("windows"), []),
            .. sources.services.Select(entry => new SigmaLogSourceEntry(new("windows", null, entry.Value), [new("Channel", [entry.Key])])),
            .. sources.categories.SelectMany(entry => entry.Select(category => new SigmaLogSourceEntry(
                new("windows", category, sources.services.GetValueOrDefault(entry.Key.Channel)),
                [new("Channel", [entry.Key.Channel]), new("EventID", [entry.Key.EventId.ToString(CultureInfo.InvariantCulture)])]))),
        ];
        return new(entries);
    }

    public List<SigmaLogSource> Of(string channel, int eventId)
    {
        var service = services.GetValueOrDefault(channel);
        List<SigmaLogSource> sources = [new("windows", null, service)];
        sources.AddRange(categories[(channel, eventId)].Select(category => new SigmaLogSource("windows", category, service)));
        return sources;
    }
}
