using System.Text.Json;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Scanning;

/// <summary>The list of rules that were not accepted, the same in every answer.</summary>
internal static class RejectedJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SigmaError> rejected)
    {
        json.WriteStartArray("rejected");
        foreach (var error in rejected)
        {
            json.WriteStartObject();
            json.WriteString("path", error.Path);
            json.WriteNumber("line", error.Line);
            json.WriteNumber("column", error.Column);
            json.WriteString("reason", error.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
