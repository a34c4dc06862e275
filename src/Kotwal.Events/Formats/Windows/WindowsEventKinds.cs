using System.Collections.Frozen;
using System.Globalization;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Windows;

/// <summary>What an event id of a log tells: the schema's category, type, action and outcome.</summary>
internal static class WindowsEventKinds
{
    private static readonly FrozenDictionary<(WindowsLog Log, int EventId), EventNature> Natures = Read().ToFrozenDictionary();

    public static EventNature? Of(WindowsLog log, int eventId) => Natures.GetValueOrDefault((log, eventId));

    private static Dictionary<(WindowsLog, int), EventNature> Read()
    {
        var natures = new Dictionary<(WindowsLog, int), EventNature>();
        foreach (var row in FieldTable.Read("windows-events.tsv"))
        {
            var nature = EventNature.Of(row[2], row[3], row[4], row[5]);
            foreach (var id in row[1].Split(','))
            {
                natures.Add((Enum.Parse<WindowsLog>(row[0], ignoreCase: true), int.Parse(id, CultureInfo.InvariantCulture)), nature);
            }
        }

        return natures;
    }
}
