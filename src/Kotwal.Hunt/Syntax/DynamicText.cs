using System.Text;
using System.Text.Json;

namespace Kotwal.Hunt.Syntax;

/// <summary>Reads what stands in <c>dynamic(…)</c>: JSON, in which texts may stand in single quotes too.</summary>
internal static class DynamicText
{
    /// <summary>What an error shows as an example.</summary>
    public const string Shown = "JSON such as [\"a\", 5] or {\"name\": true}";

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    /// <summary>The document in JSON's one writing; null where it is none.</summary>
    public static string? TryRead(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(InDoubleQuotes(text), Options);
            return JsonSerializer.Serialize(document.RootElement, Plain);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Plain { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string InDoubleQuotes(string text)
    {
        var json = new StringBuilder(text.Length);
        char? quote = null;
        for (var place = 0; place < text.Length; place++)
        {
            var character = text[place];
            if (quote is not null && character == '\\' && place + 1 < text.Length)
            {
                var escaped = text[++place];
                json.Append(escaped == '\'' ? "'" : "\\" + escaped);
                continue;
            }

            if (character is '"' or '\'' && (quote is null || quote == character))
            {
                quote = quote is null ? character : null;
                json.Append('"');
                continue;
            }

            json.Append(character == '"' ? "\\\"" : character.ToString());
        }

        return json.ToString();
    }
}
