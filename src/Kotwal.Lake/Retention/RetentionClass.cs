using System.Collections.Frozen;
using System.IO.Enumeration;
using Kotwal.Events;
using Kotwal.Events.Schema;

namespace Kotwal.Lake.Retention;

/// <summary>One retention class: which events it takes and how long it keeps them. Immutable.</summary>
internal sealed class RetentionClass
{
    private static readonly Field SyslogSeverity = Field.Of("log.syslog.severity.code");

    // Other names by which programs call the same severity.
    private static readonly FrozenDictionary<string, int> SeverityByName = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["emergency"] = 0,
        ["emerg"] = 0,
        ["panic"] = 0,
        ["alert"] = 1,
        ["critical"] = 2,
        ["crit"] = 2,
        ["fatal"] = 2,
        ["error"] = 3,
        ["err"] = 3,
        ["warning"] = 4,
        ["warn"] = 4,
        ["notice"] = 5,
        ["informational"] = 6,
        ["info"] = 6,
        ["information"] = 6,
        ["debug"] = 7,
        ["trace"] = 7,
        ["verbose"] = 7,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<string> sources;
    private readonly FrozenSet<int> severities;

    public RetentionClass(RetentionClassOptions options)
    {
        Name = options.Name;
        Days = options.Days;
        Acknowledgement = options.BelowLegalMinimum.Trim();
        sources = [.. options.Sources];
        severities = options.Levels.Select(level => SeverityByName[level]).ToFrozenSet();
    }

    public string Name { get; }

    /// <summary>Days as the settings say them.</summary>
    public int Days { get; }

    /// <summary>Who has allowed less than the law asks, and why; empty when nobody has.</summary>
    public string Acknowledgement { get; }

    /// <summary>True when the class takes every event that comes to it.</summary>
    public bool TakesAll => sources.Count == 0 && severities.Count == 0;

    public static bool IsLevel(string name) => SeverityByName.ContainsKey(name);

    /// <summary>Days that hold on a day: what the law asks is kept, whatever an older setting says, unless somebody has allowed less.</summary>
    public int DaysOn(DateOnly today) => Acknowledgement.Length > 0 ? Days : Math.Max(Days, LegalMinimum.On(today));

    /// <summary>True when the folder of that day has been kept long enough.</summary>
    public bool IsOver(DateOnly day, DateOnly today) => today.DayNumber - day.DayNumber > DaysOn(today);

    public bool TakesSource(string source) =>
        sources.Count == 0 || sources.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, source, ignoreCase: false));

    public bool TakesSeverity(SecurityEvent stored) => severities.Count == 0 || (SeverityOf(stored) is { } severity && severities.Contains(severity));

    private static int? SeverityOf(SecurityEvent stored)
    {
        if (stored.TextOf(Ecs.LogLevel) is { } level && SeverityByName.TryGetValue(level, out var named))
        {
            return named;
        }

        return stored.TextOf(SyslogSeverity) is [var digit] && char.IsBetween(digit, '0', '7') ? digit - '0' : null;
    }
}
