using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.City.Audit;

namespace Kotwal.Pipeline;

/// <summary>An entry of the audit trail as a record: one JSON object in names of the Elastic Common Schema.</summary>
internal static class AuditRecord
{
    internal const string Source = IAuditTrail.EventSource;

    internal const string Format = "ecs";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Deeds that are about who may do what.</summary>
    private static readonly string[] Identity = ["account", "access", "grant", "guest", "people", "setup", "token"];

    internal static ReadOnlyMemory<byte> Of(AuditEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("event.kind", "event");
            json.WriteString("event.module", "kotwal");
            json.WriteString("event.dataset", "kotwal.audit");
            json.WriteString("event.provider", "kotwal");
            if (CategoryOf(entry.Action) is { } category)
            {
                json.WriteString("event.category", category);
            }

            json.WriteString("event.action", entry.Action);
            json.WriteString("event.outcome", entry.Result == AuditResult.Done ? "success" : "failure");
            json.WriteNumber("event.sequence", entry.Sequence);
            json.WriteString("event.hash", Convert.ToHexStringLower(entry.Hash));
            json.WriteString("user.name", entry.Actor);
            WriteIfKnown(json, "source.ip", entry.Address);
            json.WriteString("kotwal.audit.subject", entry.Subject);
            json.WriteString("kotwal.audit.result", entry.Result.ToString().ToLowerInvariant());
            WriteIfKnown(json, "kotwal.audit.detail", entry.Detail);
            json.WriteString("message", $"{entry.Actor}: {entry.Action} {entry.Subject} {entry.Detail}".TrimEnd());
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static string? CategoryOf(string action)
    {
        var thing = action.Split('.')[0];
        return thing == "session" ? "authentication" : Identity.Contains(thing) ? "iam" : null;
    }

    private static void WriteIfKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
