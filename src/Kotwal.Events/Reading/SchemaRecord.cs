namespace Kotwal.Events.Reading;

/// <summary>
/// One record of JSON whose names are the schema's or the sender's own, in the open event: a value that does not fit the
/// schema's field of its name stands under the sender's prefix. Used again for each record.
/// </summary>
/// <param name="names">Names that mean <see cref="SchemaName"/>.</param>
/// <param name="roles">How many roles the names have, the role 0 counted.</param>
internal sealed class SchemaRecord(JsonNames names, int roles) : IJsonSink
{
    private readonly JsonFlattener flattener = new(names);
    private readonly TextPlace[] places = new TextPlace[roles];
    private EventBatch? output;

    /// <summary>Reads a part of the open event's original, or all of it.</summary>
    public ReadError? Read(int start, ReadOnlySpan<byte> json, EventBatch batch)
    {
        output = batch;
        Array.Clear(places);
        var (blank, length) = JsonText.Trim(json);
        if (length == 0 || json[blank] != (byte)'{')
        {
            return new(start + blank, "a JSON object beginning with '{'");
        }

        var error = flattener.ReadObject(start + blank, json.Slice(blank, length), batch, this, names.Root);
        flattener.FlagMore(batch);
        return error;
    }

    /// <summary>The last value that had the role, or nothing.</summary>
    public ReadOnlySpan<byte> Text(int role) => output!.TextAt(places[role]);

    /// <summary>Where that value stands.</summary>
    public TextPlace Place(int role) => places[role];

    void IJsonSink.Value(JsonName name, TextPlace place, FieldKind kind, bool isListItem)
    {
        var meaning = (SchemaName)name.Meaning;
        if (meaning.Role != 0 && kind != FieldKind.Null)
        {
            places[meaning.Role] = place;
        }

        if (meaning.Field is not { } field)
        {
            return;
        }

        var isOfSchema = field.IsKnown && kind != FieldKind.Null;
        if (isOfSchema && FieldCopier.AddTyped(output!, field, place, kind))
        {
            return;
        }

        output!.Add(isOfSchema ? meaning.Own : field, place, kind, isListItem);
    }
}
