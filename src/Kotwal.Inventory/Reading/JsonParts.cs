using System.Buffers;
using System.Text.Json;

namespace Kotwal.Inventory.Reading;

/// <summary>One part of a JSON document.</summary>
/// <param name="Name">Property of the outer object that it is, or whose array it is in; empty outside of one.</param>
/// <param name="Line">Line on which it begins, counted from 1.</param>
/// <param name="Value">The value; lives until the next part is read.</param>
internal readonly record struct JsonPart(string Name, int Line, JsonElement Value);

/// <summary>
/// Reads a JSON document piece by piece: the elements of its arrays, and where asked the properties of its outer objects and the
/// elements of their arrays. Several documents may follow each other, as JSON lines do.
/// </summary>
internal sealed class JsonParts(Stream document, bool opensObjects) : IDisposable
{
    private const int FirstBufferBytes = 64 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
    private int start;
    private int end;
    private bool isEnd;
    private bool isBegun;
    private int lines = 1;
    private JsonReaderState state = new(new() { AllowMultipleValues = true, MaxDepth = InventoryLimits.MaxDepth, CommentHandling = JsonCommentHandling.Disallow });
    private string name = "";
    private JsonDocument? current;

    /// <summary>The next part, or null at the end.</summary>
    /// <param name="reading">Is told of parts whose text is no Unicode; they are passed over.</param>
    /// <exception cref="InventoryException">The JSON is wrong, nested too deeply or a part is too large.</exception>
    public JsonPart? Next(InventoryReading reading)
    {
        current?.Dispose();
        current = null;
        try
        {
            while (true)
            {
                if (Step() is not { } found)
                {
                    return null;
                }

                if (found.Bytes.Length == 0)
                {
                    continue;
                }

                if (JsonUnicode.IsValid(found.Bytes.Span))
                {
                    current = JsonDocument.Parse(found.Bytes);
                    return new(name, found.Line, current.RootElement);
                }

                reading.Report(found.Line, "The text is no Unicode.");
            }
        }
        catch (JsonException error)
        {
            throw new InventoryException($"Line {lines + (int)(error.LineNumber ?? 0)}: this is no JSON that can be read.", error);
        }
    }

    public void Dispose()
    {
        current?.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    // One token on, or one whole value; no bytes when it was only a token.
    private (ReadOnlyMemory<byte> Bytes, int Line)? Step()
    {
        while (true)
        {
            SkipMark();
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isEnd, state);
            if (!reader.Read())
            {
                if (isEnd)
                {
                    return null;
                }

                Fill();
                continue;
            }

            if (Enters(ref reader))
            {
                Consume(ref reader);
                return (default, 0);
            }

            var from = start + (int)reader.TokenStartIndex;
            if (!reader.TrySkip())
            {
                Fill();
                continue;
            }

            var line = lines + Count(start, from);
            var bytes = buffer.AsMemory(from, start + (int)reader.BytesConsumed - from);
            Consume(ref reader);
            return (bytes, line);
        }
    }

    // True for what only leads to values.
    private bool Enters(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = JsonUnicode.IsValid(reader.ValueSpan, quoted: false) ? reader.GetString() ?? "" : "?";
                return true;
            case JsonTokenType.StartObject when opensObjects && reader.CurrentDepth == 0:
            case JsonTokenType.StartArray when reader.CurrentDepth == 0 || (opensObjects && name.Length > 0 && reader.CurrentDepth == 1):
            case JsonTokenType.EndArray:
                return true;
            case JsonTokenType.EndObject:
                name = "";
                return true;
            default:
                return false;
        }
    }

    private void SkipMark()
    {
        if (isBegun)
        {
            return;
        }

        isBegun = true;
        Fill();
        if (buffer.AsSpan(start, end - start).StartsWith("\uFEFF"u8))
        {
            start += 3;
        }
    }

    private void Consume(ref Utf8JsonReader reader)
    {
        var to = start + (int)reader.BytesConsumed;
        lines += Count(start, to);
        start = to;
        state = reader.CurrentState;
    }

    private int Count(int from, int to) => buffer.AsSpan(from, to - from).Count((byte)'\n');

    // The buffer is filled whole before it is looked at again, or many short reads would cost the square of their number.
    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            Grow();
        }

        var read = document.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
        isEnd = read < buffer.Length - end;
        end += read;
    }

    private void Grow()
    {
        if (buffer.Length > InventoryLimits.MaxPartBytes)
        {
            throw new InventoryException($"Line {lines}: one value is larger than {InventoryLimits.MaxPartBytes / (1024 * 1024)} MiB.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
