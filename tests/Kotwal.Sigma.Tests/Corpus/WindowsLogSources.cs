using System.Text.Json;
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

    public List<SigmaLogSource> Of(string channel, int eventId)
    {
        var service = services.GetValueOrDefault(channel);
        List<SigmaLogSource> sources = [new("windows", null, service)];
        sources.AddRange(categories[(channel, eventId)].Select(category => new SigmaLogSource("windows", category, service)));
        return sources;
    }
}
