using System.Globalization;
using System.Net;
using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Formats;

/// <summary>What the schema asks of every event: types of values, and words from closed lists (ECS 8.17).</summary>
internal static class SchemaRules
{
    public static readonly HashSet<string> Categories =
    [
        "api", "authentication", "configuration", "database", "driver", "email", "file", "host", "iam", "intrusion_detection",
        "library", "malware", "network", "package", "process", "registry", "session", "threat", "vulnerability", "web",
    ];

    public static readonly HashSet<string> Types =
    [
        "access", "admin", "allowed", "change", "connection", "creation", "deletion", "denied", "device", "end", "error",
        "group", "indicator", "info", "installation", "protocol", "start", "user",
    ];

    private static readonly HashSet<string> Kinds =
        ["alert", "asset", "enrichment", "event", "metric", "state", "pipeline_error", "signal"];

    private static readonly HashSet<string> Outcomes = ["success", "failure", "unknown"];

    public static void Check(SecurityEvent source, bool hasOwnWords = true)
    {
        var single = new HashSet<Field>();
        for (var place = 0; place < source.ValueCount; place++)
        {
            var value = source.ValueAt(place);
            if (!value.Field.IsKnown || value.Kind == FieldKind.Null)
            {
                continue;
            }

            Assert.True(IsOfType(value), $"{value.Field} is {value.Field.Type} and holds '{value.ToString()}'.");
            Assert.True(
                value.Field.IsList || value.IsListItem || single.Add(value.Field),
                $"{value.Field} is single and has two values in {Encoding.UTF8.GetString(source.Original)}");
        }

        if (!hasOwnWords)
        {
            return;
        }

        CheckWords(source, "event.kind", Kinds);
        CheckWords(source, "event.category", Categories);
        CheckWords(source, "event.type", Types);
        CheckWords(source, "event.outcome", Outcomes);
    }

    private static bool IsOfType(FieldValue value) => value.Field.Type switch
    {
        FieldType.Long => long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        FieldType.Double => double.TryParse(value.Text, CultureInfo.InvariantCulture, out _),
        FieldType.Boolean => value.ToString() is "true" or "false",
        FieldType.Ip => IPAddress.TryParse(value.ToString(), out _),
        FieldType.Date => DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, out _) && value.ToString().EndsWith('Z'),
        _ => true,
    };

    private static void CheckWords(SecurityEvent source, string field, HashSet<string> allowed)
    {
        for (var place = 0; place < source.ValueCount; place++)
        {
            var value = source.ValueAt(place);
            if (value.Field.Name == field)
            {
                Assert.Contains(value.ToString(), allowed);
            }
        }
    }
}
