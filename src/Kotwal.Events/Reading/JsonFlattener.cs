using System.Text.Json;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>
/// Walks a JSON object and hands out its values under flat names; nothing is built in between. Values of lists, and of objects
/// in lists, come under one name each. Not safe for several threads.
/// </summary>
internal sealed class JsonFlattener(JsonNames names)
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most values that are taken from one record; what is beyond stays in the original only.</summary>
    public const int MaxValues = 8192;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    private readonly Level[] levels = new Level[MaxDepth + 1];
    private int depth;
    private int values;

    /// <summary>Reads the open event's original, all of which is one JSON object.</summary>
    /// <param name="payload">The original's bytes.</param>
    /// <param name="batch">Holds the open event; texts with escapes are kept in it.</param>
    /// <param name="sink">Takes the values.</param>
    /// <param name="root">Where names begin; null for the top of the tree.</param>
    /// <returns>Why reading stopped early, or null.</returns>
    public ReadError? Read(ReadOnlySpan<byte> payload, EventBatch batch, IJsonSink sink, JsonName? root = null)
    {
        var (start, length) = JsonText.Trim(payload);
        if (length == 0 || payload[start] != (byte)'{')
        {
            return new(start, "a JSON object beginning with '{'");
        }

        return ReadObject(start, payload.Slice(start, length), batch, sink, root ?? names.Root);
    }

    /// <summary>Reads one JSON object that stands somewhere in the open event's original.</summary>
    public ReadError? ReadObject(int start, ReadOnlySpan<byte> json, EventBatch batch, IJsonSink sink, JsonName root)
    {
        var reader = new Utf8JsonReader(json, Options);
        depth = -1;
        values = 0;
        try
        {
            Walk(ref reader, start, batch, sink, root);
            return null;
        }
        catch (JsonException error)
        {
            return JsonText.Describe(error, json, start);
        }
    }

    /// <summary>Says in the open event that its record had more than <see cref="MaxValues"/> values.</summary>
    public void FlagMore(EventBatch batch)
    {
        if (values > MaxValues)
        {
            batch.Add(Ecs.LogFlags, "values_cut"u8, isListItem: true);
        }
    }

    private void Walk(ref Utf8JsonReader reader, int start, EventBatch batch, IJsonSink sink, JsonName root)
    {
        var name = root;
        while (values <= MaxValues && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = NameOf(ref reader, batch);
                    continue;
                case JsonTokenType.StartObject:
                    Enter(name, isList: depth >= 0 && levels[depth].IsList);
                    continue;
                case JsonTokenType.StartArray:
                    Enter(name, isList: true);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    name = Leave(sink);
                    continue;
                default:
                    Hand(ref reader, start, batch, sink, name);
                    continue;
            }
        }
    }

    private JsonName NameOf(ref Utf8JsonReader reader, EventBatch batch)
    {
        ref var level = ref levels[depth];
        var text = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            // The room is only borrowed: a name's bytes do not stay in the batch.
            var room = batch.Reserve(text.Length);
            text = room[..JsonText.Unescape(text, room)];
        }

        var expected = level.Last is null ? level.Name.First : level.Last.Follower;
        if (expected is not null && text.SequenceEqual(expected.Key))
        {
            level.Last = expected;
            return expected;
        }

        var name = names.Child(level.Name, text);
        if (level.Last is null)
        {
            level.Name.BeginWith(name);
        }
        else
        {
            level.Last.Precede(name);
        }

        level.Last = name;
        return name;
    }

    private void Enter(JsonName name, bool isList)
    {
        if (depth >= 0)
        {
            levels[depth].IsEmpty = false;
        }

        levels[++depth] = new Level { Name = name, IsList = isList, IsEmpty = true };
    }

    private JsonName Leave(IJsonSink sink)
    {
        ref var left = ref levels[depth--];
        if (left.IsEmpty && left.Last is null && depth >= 0 && ++values <= MaxValues)
        {
            sink.Value(left.Name, default, FieldKind.Null, levels[depth].IsList);
        }

        // The next item of an array has the array's own name.
        return depth >= 0 ? levels[depth].Name : left.Name;
    }

    private void Hand(ref Utf8JsonReader reader, int start, EventBatch batch, IJsonSink sink, JsonName name)
    {
        levels[depth].IsEmpty = false;
        if (++values > MaxValues)
        {
            // Reading ends here; names beyond are not even learned.
            return;
        }

        var from = start + (int)reader.TokenStartIndex;
        var isListItem = levels[depth].IsList;
        switch (reader.TokenType)
        {
            case JsonTokenType.String when reader.ValueIsEscaped:
                var room = batch.Reserve(reader.ValueSpan.Length);
                sink.Value(name, batch.Keep(JsonText.Unescape(reader.ValueSpan, room)), FieldKind.Text, isListItem);
                break;
            case JsonTokenType.String:
                sink.Value(name, batch.PlaceInBody(from + 1, reader.ValueSpan.Length), FieldKind.Text, isListItem);
                break;
            case JsonTokenType.Number:
                sink.Value(name, batch.PlaceInBody(from, reader.ValueSpan.Length), FieldKind.Number, isListItem);
                break;
            case JsonTokenType.Null:
                sink.Value(name, default, FieldKind.Null, isListItem);
                break;
            default:
                sink.Value(name, batch.PlaceInBody(from, reader.ValueSpan.Length), FieldKind.Boolean, isListItem);
                break;
        }
    }

    private struct Level
    {
        public JsonName Name;
        public JsonName? Last;
        public bool IsList;
        public bool IsEmpty;
    }
}
