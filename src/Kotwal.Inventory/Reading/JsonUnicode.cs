using System.Text.Json;
using System.Text.Unicode;

namespace Kotwal.Inventory.Reading;

/// <summary>Finds JSON text that is no Unicode, on which the library would throw only when it is asked for.</summary>
internal static class JsonUnicode
{
    /// <param name="json">A JSON value; with <paramref name="quoted"/> false the inside of a string.</param>
    /// <param name="quoted">See <paramref name="json"/>.</param>
    public static bool IsValid(ReadOnlySpan<byte> json, bool quoted = true)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return true;
        }

        return quoted ? StringsAreValid(json) : StringsAreValid([(byte)'"', .. json, (byte)'"']);
    }

    // Halves of characters (\ud800) are found by asking for the text.
    private static bool StringsAreValid(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = InventoryLimits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
