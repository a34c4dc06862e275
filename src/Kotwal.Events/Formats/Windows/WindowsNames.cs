using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Windows;

/// <summary>From a name in a Windows record, flat or nested, to what it means.</summary>
internal static class WindowsNames
{
    private const string EventData = "winlog.event_data.";

    private static readonly FrozenDictionary<string, ImmutableArray<FieldCopy>> SystemNames =
        FieldTable.ReadMapping("windows-system.tsv").ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ImmutableArray<WindowsCopy>[]> DataNames = ReadDataNames();

    private static readonly FrozenDictionary<string, WindowsRole> Roles = new Dictionary<string, WindowsRole>
    {
        ["UtcTime"] = WindowsRole.UtcTime,
        ["Hashes"] = WindowsRole.Hashes,
        ["Hash"] = WindowsRole.Hashes,
        ["QueryResults"] = WindowsRole.QueryResults,
        ["Initiated"] = WindowsRole.Initiated,
        ["Status"] = WindowsRole.Status,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static NameMeaning MeaningOf(string path)
    {
        var name = path.StartsWith("Event.", StringComparison.Ordinal) ? path["Event.".Length..] : path;
        if (Below(name, "System.") is { } system)
        {
            return OfSystem(Plain(system));
        }

        if (Below(name, "EventData.") is { } data)
        {
            return OfData(data);
        }

        if (Below(name, "UserData.") is { } user)
        {
            return OfUserData(user);
        }

        return name switch
        {
            // The namespace is the same in every event, and empty parts say nothing.
            "#attributes.xmlns" or "xmlns" or "@xmlns" or "EventData" or "UserData" when name != path => new NameMeaning(null, []),
            "TimeCreated" => new WindowsName(null, [], WindowsRole.TimeCreated, null),
            _ when name != path => new NameMeaning(Field.Of("winlog." + Plain(name))),
            _ when IsFlatSystem(name) => OfSystem(name),
            _ => OfData(name),
        };
    }

    private static string? Below(string name, string parent) =>
        name.StartsWith(parent, StringComparison.Ordinal) ? name[parent.Length..] : null;

    // Attributes of XML come as #attributes.Name or @Name, text beside attributes as #text.
    private static string Plain(string name) => name
        .Replace("#attributes.", "", StringComparison.Ordinal)
        .Replace("@", "", StringComparison.Ordinal)
        .Replace(".#text", "", StringComparison.Ordinal);

    private static bool IsFlatSystem(string name) =>
        SystemNames.ContainsKey(name) && !name.Contains('.', StringComparison.Ordinal);

    private static WindowsName OfSystem(string name)
    {
        var role = name switch
        {
            "Channel" => WindowsRole.Channel,
            "Provider.Name" or "Provider_Name" => WindowsRole.Provider,
            "EventID" => WindowsRole.EventId,
            "Keywords" => WindowsRole.Keywords,
            "TimeCreated.SystemTime" or "TimeCreated" => WindowsRole.TimeCreated,
            _ => WindowsRole.None,
        };
        if (role == WindowsRole.TimeCreated)
        {
            return new WindowsName(null, [], role, null);
        }

        return SystemNames.TryGetValue(name, out var fields)
            ? new WindowsName(fields[0].Field, fields.RemoveAt(0), role, null)
            : new WindowsName(Field.Of("winlog.system." + name), [], role, null);
    }

    private static WindowsName OfData(string name)
    {
        var plain = name.EndsWith(".#text", StringComparison.Ordinal) ? name[..^".#text".Length] : name;
        return new(Field.Of(EventData + plain), [], Roles.GetValueOrDefault(plain), DataNames.GetValueOrDefault(plain));
    }

    // User data has an element of its own kind between: UserData.CompatibilityFixEvent.ProcessId.
    private static NameMeaning OfUserData(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var own = Plain(name[(dot + 1)..]);
        return own is "xmlns" ? new(null, []) : new(Field.Of("winlog.user_data." + own));
    }

    private static FrozenDictionary<string, ImmutableArray<WindowsCopy>[]> ReadDataNames()
    {
        var byName = new Dictionary<string, ImmutableArray<WindowsCopy>[]>(StringComparer.Ordinal);
        foreach (var row in FieldTable.Read("windows-names.tsv"))
        {
            var log = (int)Enum.Parse<WindowsLog>(row[0], ignoreCase: true);
            if (!byName.TryGetValue(row[1], out var logs))
            {
                byName[row[1]] = logs = new ImmutableArray<WindowsCopy>[Enum.GetValues<WindowsLog>().Length];
                Array.Fill(logs, []);
            }

            logs[log] = [.. row[2].Split(' ').Select(ReadCopy)];
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static WindowsCopy ReadCopy(string text)
    {
        var mark = text.AsSpan().IndexOfAny('@', '!');
        if (mark < 0)
        {
            return new(FieldTable.Copies(text)[0], [], IsExcept: false);
        }

        var ids = text[(mark + 1)..].Split(',').Select(id => int.Parse(id, CultureInfo.InvariantCulture));
        return new(FieldTable.Copies(text[..mark])[0], [.. ids], IsExcept: text[mark] == '!');
    }
}
