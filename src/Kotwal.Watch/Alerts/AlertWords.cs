using System.Text.Json;
using Kotwal.Events.Alerts;

namespace Kotwal.Watch.Alerts;

/// <summary>
/// Words for severities, statuses and reasons as programs read and write them: <c>high</c>, <c>new</c>, <c>false_positive</c>.
/// </summary>
internal static class AlertWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads one word; upper and lower case are the same.</summary>
    public static bool TryRead<T>(string? word, out T value)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
        {
            if (string.Equals(Of(known), word, StringComparison.OrdinalIgnoreCase))
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Reads words parted by commas.</summary>
    /// <returns>The first word that is none, or null when all are.</returns>
    public static string? TryReadList<T>(string? words, out IReadOnlyList<T> values)
        where T : struct, Enum
    {
        var read = new List<T>();
        values = read;
        foreach (var word in (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TryRead<T>(word, out var value))
            {
                return word;
            }

            read.Add(value);
        }

        return null;
    }

    /// <summary>The words there are, for a message that lists them.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Of));

    /// <summary>Severities from the gravest to the least.</summary>
    public static IReadOnlyList<AlertSeverity> SeveritiesDown { get; } = [.. Enum.GetValues<AlertSeverity>().Reverse()];
}
