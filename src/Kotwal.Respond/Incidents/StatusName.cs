using System.Text.Json;

namespace Kotwal.Respond.Incidents;

/// <summary>Names of statuses as programs read and write them: <c>open</c>, <c>in_progress</c>, <c>contained</c>, <c>closed</c>.</summary>
internal static class StatusName
{
    public static string Of(IncidentStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    public static bool TryRead(string? name, out IncidentStatus status)
    {
        status = Enum.GetValues<IncidentStatus>().FirstOrDefault(known => Of(known) == name);
        return Of(status) == name;
    }
}
