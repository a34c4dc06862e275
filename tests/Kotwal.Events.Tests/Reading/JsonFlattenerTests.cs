using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Reading;

public sealed class JsonFlattenerTests
{
    private readonly JsonNames names = new(path => new(Field.Of(path)));

    [Theory]
    [InlineData("""{"a":"b"}""", "a=b")]
    [InlineData("""{"a":{"b":{"c":1}},"d":true,"e":null}""", "a.b.c=1,d=true,e=")]
    [InlineData("""{"a.b":1,"a":{"b":2}}""", "a.b=1,a.b=2")]
    [InlineData("""{"a":[1,[2,"x"],[]]}""", "a=1*,a=2*,a=x*,a=*")]
    [InlineData("""{"a":[{"b":1},{"b":2,"c":{"d":3}}],"e":4}""", "a.b=1*,a.b=2*,a.c.d=3*,e=4")]
    [InlineData("""{"a":{},"b":[]}""", "a=,b=")]
    [InlineData("""{"a":1,"a":2}""", "a=1,a=2")]
    [InlineData("""{"a":123456789012345678901234567890.5e+400}""", "a=123456789012345678901234567890.5e+400")]
    [InlineData("""{"":1}""", "=1")]
    [InlineData("""{"a\u002eb\n":"\u0928\ud83d\ude00\/\t"}""", "a.b\n=न😀/\t")]
    [InlineData("""{"a":"x\ud800y","b":"\udc00","c":"\ud800\ud800"}""", "a=x\uFFFDy,b=\uFFFD,c=\uFFFD\uFFFD")]
    [InlineData("{}", "")]
    [InlineData("\uFEFF {\"a\":1} \r\n\0", "a=1")]
    public void Values_come_under_flat_names(string json, string expected) =>
        Assert.Equal(expected, Flat(json));

    [Theory]
    [InlineData("", 0)]
    [InlineData("[1]", 0)]
    [InlineData("{\"a\":", 5)]
    [InlineData("{\"a\":1}{", 7)]
    [InlineData("{\"a\":01}", 6)]
    [InlineData("{\n\"a\":tru}", 5)]
    [InlineData("{\"a\":\"\u0001\"}", 6)]
    public void What_is_no_json_says_where(string json, int offset)
    {
        var error = Read(Encoding.UTF8.GetBytes(json), out _);

        Assert.NotNull(error);
        Assert.InRange(error.Offset, offset, offset + 4);
    }

    [Fact]
    public void Nesting_beyond_the_bound_is_an_error()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65);
        var allowed = string.Concat(Enumerable.Repeat("{\"a\":", 64)) + "1" + new string('}', 64);

        Assert.NotNull(Read(Encoding.UTF8.GetBytes(deep), out _));
        Assert.Null(Read(Encoding.UTF8.GetBytes(allowed), out _));
    }

    [Fact]
    public void Values_beyond_the_bound_are_left_out_and_said()
    {
        var json = "{" + string.Join(",", Enumerable.Range(0, JsonFlattener.MaxValues + 5).Select(number => $"\"k{number}\":1")) + "}";

        Assert.Null(Read(Encoding.UTF8.GetBytes(json), out var source));

        Assert.Equal(JsonFlattener.MaxValues + 1, source.ValueCount);
        Assert.Equal("values_cut", source.TextOf(Ecs.LogFlags));
    }

    [Fact]
    public void Names_that_senders_invent_do_not_grow_memory_without_end()
    {
        for (var round = 0; round < 40; round++)
        {
            var json = "{" + string.Join(",", Enumerable.Range(0, 1000).Select(number => $"\"r{round}k{number}\":{number}")) + "}";
            Assert.Null(Read(Encoding.UTF8.GetBytes(json), out var source));
            Assert.Equal("999", source.TextOf(Field.Of($"r{round}k999")));
        }

        Assert.True(names.Count <= JsonNames.MaxNames);
    }

    [Fact]
    public void A_long_name_is_cut_and_its_value_kept()
    {
        Assert.Null(Read(Encoding.UTF8.GetBytes("{\"" + new string('n', 5000) + "\":\"kept\"}"), out var source));

        Assert.Equal(JsonNames.MaxPathBytes, source.ValueAt(0).Field.Name.Length);
        Assert.Equal("kept", source.ValueAt(0).ToString());
    }

    [Fact]
    public void Names_in_another_order_are_told_apart()
    {
        Assert.Equal("a=1,b=2,c=3", Flat("""{"a":1,"b":2,"c":3}"""));
        Assert.Equal("c=1,b=2,a=3", Flat("""{"c":1,"b":2,"a":3}"""));
        Assert.Equal("b=1,d=2", Flat("""{"b":1,"d":2}"""));
    }

    // The plain way: a document in memory, walked.
    [Fact]
    public void Any_object_flattens_as_its_document_does() => JsonObjects.Sample(json =>
    {
        var expected = new List<string>();
        using var document = JsonDocument.Parse(json);
        Walk("", document.RootElement, false, expected);

        return Flat(json) == string.Join(",", expected);
    });

    private static Gen<string> JsonObjects { get; } = Gen.Recursive<string>((depth, inner) =>
    {
        var text = Gen.Char["abx\"\\\u0928\n"].Array[0, 4].Select(letters => JsonSerializer.Serialize(new string(letters)));
        var leaf = Gen.OneOf(text, Gen.Int.Select(number => number.ToString(CultureInfo.InvariantCulture)), Gen.OneOf("true", "false", "null", "{}", "[]", "-0.5e3"));
        var value = depth > 3 ? leaf : Gen.Frequency((3, leaf), (1, inner), (1, inner.Array[0, 3].Select(items => "[" + string.Join(",", items) + "]")));
        var property = Gen.Select(Gen.OneOf("\"a\"", "\"b\"", "\"c.d\"", "\"\\u0065\""), value, (name, held) => name + ":" + held);
        return property.Array[0, 4].Select(properties => "{" + string.Join(" , ", properties) + "}");
    });

    private static void Walk(string path, JsonElement element, bool isInList, List<string> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                foreach (var property in element.EnumerateObject())
                {
                    Walk(path.Length == 0 ? property.Name : path + "." + property.Name, property.Value, isInList, found);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(path, item, true, found);
                }

                break;
            case JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null:
                if (path.Length > 0)
                {
                    found.Add(path + "=" + (isInList ? "*" : ""));
                }

                break;
            case JsonValueKind.String:
                found.Add(path + "=" + element.GetString() + (isInList ? "*" : ""));
                break;
            default:
                found.Add(path + "=" + element.GetRawText() + (isInList ? "*" : ""));
                break;
        }
    }

    private string Flat(string json)
    {
        Assert.Null(Read(Encoding.UTF8.GetBytes(json), out var source));
        var parts = new List<string>();
        for (var place = 0; place < source.ValueCount; place++)
        {
            var value = source.ValueAt(place);
            parts.Add(value.Field.Name + "=" + value.ToString() + (value.IsListItem ? "*" : ""));
        }

        return string.Join(",", parts);
    }

    private ReadError? Read(byte[] json, out SecurityEvent source)
    {
        var batch = Some.Batch();
        var flattener = new JsonFlattener(names);
        batch.Begin(Some.Record(json));
        var error = flattener.Read(json, batch, new Sink(batch));
        flattener.FlagMore(batch);
        batch.End();
        source = batch[0];
        return error;
    }

    private sealed class Sink(EventBatch batch) : IJsonSink
    {
        public void Value(JsonName name, TextPlace place, FieldKind kind, bool isListItem) =>
            batch.Add(name.Meaning.Field!, place, kind, isListItem);
    }
}
