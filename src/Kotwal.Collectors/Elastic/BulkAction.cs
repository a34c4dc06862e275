using System.Text;
using System.Text.Json;
using Kotwal.Events;

namespace Kotwal.Collectors.Elastic;

/// <summary>What is to be done with a document.</summary>
internal enum BulkKind : byte
{
    Index,
    Create,
    Update,
    Delete,
}

/// <summary>What became of one item that was not taken.</summary>
internal sealed record BulkError(int Status, string Type, string Reason)
{
    public static readonly BulkError Unsupported = new(400, "illegal_argument_exception", "Kotwal keeps what it was sent: only index and create are taken.");
    public static readonly BulkError NoIndex = new(400, "action_request_validation_exception", "Validation Failed: 1: index is missing;");
    public static readonly BulkError LongName = new(400, "illegal_argument_exception", "An index, a pipeline or an id is too long: 255, 255 and 512 bytes are taken.");
    public static readonly BulkError Empty = new(400, "document_parsing_exception", "The document is empty.");
}

/// <summary>The first line of an item: what to do, where, and under which id.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Index">Name of the index or data stream; empty when none was given.</param>
/// <param name="Id">The document's id; null when the sender gave none.</param>
/// <param name="Pipeline">Name of an ingest pipeline; null when none was given.</param>
internal sealed record BulkAction(BulkKind Kind, string Index, string? Id, string? Pipeline)
{
    private const int MaxNameBytes = 255;
    private const int MaxIdBytes = 512;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Why no document can be taken by this action; null when it can.</summary>
    public BulkError? Error { get; } = ErrorOf(Kind, Index, Id, Pipeline);

    /// <summary>A line with the document follows.</summary>
    public bool HasDocument => Kind != BulkKind.Delete;

    /// <summary>Reads an action line; null when it is none.</summary>
    /// <param name="line">The bytes of the line.</param>
    /// <param name="defaults">What the address of the request says; the line may say otherwise.</param>
    public static BulkAction? Read(ReadOnlySpan<byte> line, BulkDefaults defaults)
    {
        try
        {
            var reader = new Utf8JsonReader(line, Strict);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject
                || !reader.Read() || KindOf(ref reader) is not { } kind
                || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            var action = ReadParts(ref reader, kind, defaults);
            return action is not null && reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read() ? action : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name with a lone half of a surrogate pair.
            return null;
        }
    }

    /// <summary>The origin of the documents of this action.</summary>
    public RecordOrigin From(RecordOrigin sender)
    {
        var attributes = new List<KeyValuePair<string, string>>(3) { new("elastic.index", Index) };
        if (Id is not null)
        {
            attributes.Add(new("elastic.id", Id));
        }

        if (Pipeline is not null)
        {
            attributes.Add(new("elastic.pipeline", Pipeline));
        }

        return sender with { Attributes = attributes };
    }

    private static BulkAction? ReadParts(ref Utf8JsonReader reader, BulkKind kind, BulkDefaults defaults)
    {
        var (index, id, pipeline) = (defaults.Index, (string?)null, defaults.Pipeline);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("_index"u8))
            {
                index = Text(ref reader) ?? index;
            }
            else if (reader.ValueTextEquals("_id"u8))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("pipeline"u8))
            {
                pipeline = Text(ref reader);
            }
            else
            {
                // Types, routing, versions and the like mean nothing here: every document is new and is kept.
                reader.Skip();
            }
        }

        return reader.TokenType == JsonTokenType.EndObject ? new BulkAction(kind, index ?? "", id, pipeline) : null;
    }

    private static BulkKind? KindOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.PropertyName ? null
        : reader.ValueTextEquals("index"u8) ? BulkKind.Index
        : reader.ValueTextEquals("create"u8) ? BulkKind.Create
        : reader.ValueTextEquals("update"u8) ? BulkKind.Update
        : reader.ValueTextEquals("delete"u8) ? BulkKind.Delete
        : null;

    // Ids may be numbers; whatever else stands there is passed over.
    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        reader.Skip();
        return null;
    }

    private static BulkError? ErrorOf(BulkKind kind, string index, string? id, string? pipeline) =>
        kind is BulkKind.Update or BulkKind.Delete ? BulkError.Unsupported
        : index.Length == 0 ? BulkError.NoIndex
        : IsLong(index, MaxNameBytes) || IsLong(id, MaxIdBytes) || IsLong(pipeline, MaxNameBytes) ? BulkError.LongName
        : null;

    private static bool IsLong(string? text, int maxBytes) => text is not null && Encoding.UTF8.GetByteCount(text) > maxBytes;
}

/// <summary>What a request says for all its items.</summary>
internal sealed record BulkDefaults(string? Index, string? Pipeline);
