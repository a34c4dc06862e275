using System.Text.Json;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Json;

/// <summary>
/// What reading events promises for any bytes: it ends, and every object that the framework's reader takes is taken, with the same values
/// in the same order. The body of a fuzz target; slow, and only called from there.
/// </summary>
internal static class JsonPromises
{
    /// <summary>Reads the bytes and looks at every value.</summary>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(ReadOnlySpan<byte> bytes)
    {
        var names = new SigmaFieldNames();
        names.Take("Image");
        names.Take("Provider_Name");
        names.Take("a.b");
        var frame = new SigmaEventFrame();
        var isRead = new SigmaJsonReader(names).TryRead(bytes, frame);
        for (var place = 0; place < frame.Count; place++)
        {
            // The fold first: it may be made from the escaped text.
            var folded = frame.FoldedAt(place).ToArray();
            if (frame.SlotAt(place).Kind.HasText() && !folded.AsSpan().SequenceEqual(Utf8Fold.Fold(frame.TextAt(place))))
            {
                return $"The text without case of value {place} is made from its text.";
            }
        }

        try
        {
            return Compare(bytes, isRead, frame);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // The framework reads no half surrogate pairs and no broken UTF-8; here they are read as well as can be.
            return null;
        }
    }

    private static string? Compare(ReadOnlySpan<byte> bytes, bool isRead, SigmaEventFrame frame)
    {
        var reader = new Utf8JsonReader(bytes is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : bytes);
        var values = new List<(SigmaValueKind Kind, byte[] Text)>();
        var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                // What this name holds is left out in some places.
                isObject &= !reader.ValueTextEquals("xmlns"u8);
            }
            else if (KindOf(reader.TokenType) is { } kind)
            {
                values.Add((kind, TextOf(ref reader, kind)));
            }
        }

        if (!isObject)
        {
            return null;
        }

        var places = Enumerable.Range(0, frame.Count).Where(place => IsValue(frame, place)).ToList();
        return !isRead ? "An object that the framework reads is read."
            : places.Count != values.Count ? $"An object has as many values as the framework finds, {values.Count} and not {places.Count}."
            : Enumerable.Range(0, values.Count).Where(index => !IsSame(frame, places[index], values[index])).Select(index => $"Value {index} is as the framework reads it.").FirstOrDefault();
    }

    /// <summary>True for what stands in the document as a value, and is not only said of an object or of an empty list.</summary>
    private static bool IsValue(SigmaEventFrame frame, int place) =>
        frame.SlotAt(place).Kind.HasText() || frame.Document[frame.SlotAt(place).Offset] is not ((byte)'[' or (byte)'{');

    private static bool IsSame(SigmaEventFrame frame, int place, (SigmaValueKind Kind, byte[] Text) value) =>
        frame.SlotAt(place).Kind == value.Kind && frame.TextAt(place).SequenceEqual(value.Text);

    private static byte[] TextOf(ref Utf8JsonReader reader, SigmaValueKind kind)
    {
        if (kind != SigmaValueKind.Text)
        {
            return kind == SigmaValueKind.Null ? [] : reader.ValueSpan.ToArray();
        }

        var text = new byte[reader.ValueSpan.Length];
        return text[..reader.CopyString(text)];
    }

    private static SigmaValueKind? KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.String => SigmaValueKind.Text,
        JsonTokenType.Number => SigmaValueKind.Number,
        JsonTokenType.True or JsonTokenType.False => SigmaValueKind.Boolean,
        JsonTokenType.Null => SigmaValueKind.Null,
        _ => null,
    };
}
