using System.Text;
using System.Text.Json;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>One event at a time, read from JSON: flat, or the nested form of EVTX exports.</summary>
internal sealed class JsonEvents(FieldNames names)
{
    private readonly List<(int Field, int Offset, int Length, SigmaValueKind Kind, int Next)> slots = [];
    private int[] heads = [];
    private byte[] text = new byte[64 * 1024];
    private int used;

    /// <summary>Reads the next object; false at the end.</summary>
    public bool Read(ref Utf8JsonReader reader)
    {
        foreach (var slot in slots)
        {
            heads[slot.Field] = 0;
        }

        slots.Clear();
        used = 0;
        while (reader.TokenType != JsonTokenType.StartObject)
        {
            if (!reader.Read())
            {
                return false;
            }
        }

        ReadObject(ref reader, "");
        return true;
    }

    public string? TextOf(string name)
    {
        var cursor = 0;
        return TryNext(names.Of(name), ref cursor, out var value) ? Encoding.UTF8.GetString(value.Text) : null;
    }

    public bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value)
    {
        var slot = cursor == 0 && field < heads.Length ? heads[field] : cursor - 1;
        if (slot <= 0)
        {
            value = default;
            return false;
        }

        var (_, offset, length, kind, next) = slots[slot - 1];
        cursor = next + 1;
        value = new(text.AsSpan(offset, length), kind);
        return true;
    }

    public bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value)
    {
        if (cursor >= slots.Count)
        {
            value = default;
            return false;
        }

        var (_, offset, length, kind, _) = slots[cursor++];
        value = new(text.AsSpan(offset, length), kind);
        return true;
    }

    private void ReadObject(ref Utf8JsonReader reader, string parent)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            ReadValue(ref reader, parent, name);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, string parent, string name)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            // Attributes of an element are named Element_Attribute; elements below System and EventData by themselves.
            ReadObject(ref reader, name == "#attributes" ? parent + "_" : name is "Event" or "System" or "EventData" or "UserData" ? "" : name);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadValue(ref reader, parent, name);
            }
        }
        else if (name != "xmlns")
        {
            Add(ref reader, names.Of(name == "#text" ? parent : parent.EndsWith('_') ? parent + name : name));
        }
    }

    private void Add(ref Utf8JsonReader reader, int field)
    {
        if (field >= heads.Length)
        {
            Array.Resize(ref heads, field + 256);
        }

        if (used + reader.ValueSpan.Length > text.Length)
        {
            Array.Resize(ref text, text.Length * 2 + reader.ValueSpan.Length);
        }

        var (length, kind) = reader.TokenType switch
        {
            JsonTokenType.String => (reader.CopyString(text.AsSpan(used)), SigmaValueKind.Text),
            JsonTokenType.Null => (0, SigmaValueKind.Null),
            JsonTokenType.Number => (Copy(reader.ValueSpan), SigmaValueKind.Number),
            _ => (Copy(reader.ValueSpan), SigmaValueKind.Boolean),
        };
        slots.Add((field, used, length, kind, 0));
        used += length;
        Link(field);
    }

    private int Copy(ReadOnlySpan<byte> value)
    {
        value.CopyTo(text.AsSpan(used));
        return value.Length;
    }

    private void Link(int field)
    {
        var slot = heads[field];
        if (slot == 0)
        {
            heads[field] = slots.Count;
            return;
        }

        while (slots[slot - 1].Next != 0)
        {
            slot = slots[slot - 1].Next;
        }

        slots[slot - 1] = slots[slot - 1] with { Next = slots.Count };
    }
}

/// <summary>The current event as the engine sees it.</summary>
internal readonly struct JsonEvent(JsonEvents events) : ISigmaEvent
{
    public ReadOnlySpan<byte> Original => default;

    public bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value) => events.TryNext(field, ref cursor, out value);

    public bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value) => events.TryNextOfAll(ref cursor, out value);
}
