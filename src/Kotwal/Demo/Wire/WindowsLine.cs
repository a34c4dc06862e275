using System.Text.Json;

namespace Kotwal.Demo.Wire;

/// <summary>Events of Windows as JSON in the nesting of the event log's XML, one object a line.</summary>
internal static class WindowsLine
{
    /// <summary>An event of the Security channel.</summary>
    public static byte[] Security(DateTimeOffset at, string computer, int id, params ReadOnlySpan<(string Name, string Value)> data) =>
        Write(at, computer, "Security", "Microsoft-Windows-Security-Auditing", "54849625-5478-4994-A5BA-3E3B0328C30D", id, data);

    /// <summary>An event of Sysmon's channel.</summary>
    public static byte[] Sysmon(DateTimeOffset at, string computer, int id, params ReadOnlySpan<(string Name, string Value)> data) =>
        Write(at, computer, "Microsoft-Windows-Sysmon/Operational", "Microsoft-Windows-Sysmon", "5770385F-C22A-43E0-BF4C-06F5698FFBD9", id, data);

    private static byte[] Write(
        DateTimeOffset at, string computer, string channel, string provider, string guid, int id, ReadOnlySpan<(string Name, string Value)> data)
    {
        var values = data.ToArray();
        return JsonLine.Write(json =>
        {
            json.WriteStartObject("Event");
            json.WriteStartObject("#attributes");
            json.WriteString("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event");
            json.WriteEndObject();
            json.WriteStartObject("System");
            WriteProvider(json, provider, guid);
            json.WriteNumber("EventID", id);
            json.WriteNumber("Level", 4);
            json.WriteStartObject("TimeCreated");
            json.WriteStartObject("#attributes");
            json.WriteString("SystemTime", $"{at:yyyy-MM-ddTHH:mm:ss.fffffff}Z");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("Channel", channel);
            json.WriteString("Computer", computer);
            json.WriteEndObject();
            json.WriteStartObject("EventData");
            foreach (var (name, value) in values)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void WriteProvider(Utf8JsonWriter json, string provider, string guid)
    {
        json.WriteStartObject("Provider");
        json.WriteStartObject("#attributes");
        json.WriteString("Name", provider);
        json.WriteString("Guid", guid);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
