using Kotwal.Events.Alerts;

namespace Kotwal.Respond.Incidents;

/// <summary>Names of severities as programs read and write them, from <c>informational</c> to <c>critical</c>.</summary>
internal static class SeverityName
{
    /// <summary>The names there are, for a message that lists them.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetNames<AlertSeverity>()).ToLowerInvariant();

    /// <summary>The names from the gravest to the least.</summary>
    public static IReadOnlyList<string> Down { get; } = [.. Enum.GetValues<AlertSeverity>().Reverse().Select(Of)];

    public static string Of(AlertSeverity severity) => severity.ToString().ToLowerInvariant();

    public static bool TryRead(string? name, out AlertSeverity severity) =>
        Enum.TryParse(name, ignoreCase: true, out severity) && Enum.IsDefined(severity) && char.IsAsciiLetter(name![0]);
}
