using System.Buffers;
using System.Text.Json;
using Kotwal.Sigma.Frames;

namespace Kotwal.Sigma.Json;

/// <summary>Events that are there as elements of the framework already.</summary>
public static class ElementReading
{
    /// <summary>Reads an element, as the same object would be read from its text; for who has elements anyway, since its text is written first.</summary>
    /// <returns>False when it is longer or deeper than is read, or no object; the frame is empty then.</returns>
    public static bool TryRead(this SigmaJsonReader reader, JsonElement element, SigmaEventFrame frame)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var text = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(text, new() { MaxDepth = SigmaJsonReader.MaxDepth * 2, SkipValidation = true }))
        {
            element.WriteTo(writer);
        }

        return reader.TryRead(text.WrittenSpan, frame);
    }
}
