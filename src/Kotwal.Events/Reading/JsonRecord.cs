using System.Buffers.Text;

namespace Kotwal.Events.Reading;

/// <summary>
/// One record of JSON in the open event: every value under its own name, the schema's copies beside it, and the values that
/// decide about the whole event at hand. Used again for each record.
/// </summary>
/// <param name="names">What the format's names mean.</param>
/// <param name="roles">How many roles the format's names have, the role 0 of all others counted.</param>
internal sealed class JsonRecord(JsonNames names, int roles) : IJsonSink
{
    private readonly JsonFlattener flattener = new(names);
    private readonly TextPlace[] places = new TextPlace[roles];
    private EventBatch? output;

    /// <summary>Reads the open event's original.</summary>
    /// <param name="payload">The original.</param>
    /// <param name="batch">Holds the open event.</param>
    /// <param name="root">Where names begin; null for the top of the tree.</param>
    public ReadError? Read(ReadOnlySpan<byte> payload, EventBatch batch, JsonName? root = null)
    {
        output = batch;
        Array.Clear(places);
        var error = flattener.Read(payload, batch, this, root);
        flattener.FlagMore(batch);
        return error;
    }

    /// <summary>The last value that had the role, or nothing.</summary>
    public ReadOnlySpan<byte> Text(int role) => output!.TextAt(places[role]);

    /// <summary>Where that value stands.</summary>
    public TextPlace Place(int role) => places[role];

    /// <summary>That value as a number; 0 when it is none.</summary>
    public long Number(int role) => Utf8Parser.TryParse(Text(role), out long number, out _) ? number : 0;

    void IJsonSink.Value(JsonName name, TextPlace place, FieldKind kind, bool isListItem)
    {
        var meaning = name.Meaning;
        if (meaning.Field is not null)
        {
            output!.Add(meaning.Field, place, kind, isListItem);
        }

        if (meaning.Role != 0 && kind != FieldKind.Null)
        {
            places[meaning.Role] = place;
        }

        foreach (var copy in meaning.Copies)
        {
            FieldCopier.Add(output!, copy, place, kind);
        }
    }
}
