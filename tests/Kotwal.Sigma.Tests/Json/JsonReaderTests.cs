using System.Text;
using System.Text.Json;
using CsCheck;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Json;

public sealed class JsonReaderTests
{
    private readonly SigmaFieldNames names = new();
    private readonly SigmaEventFrame frame = new();

    [Theory]
    [InlineData("""{"Image":"a"}""", "Image", "a")]
    [InlineData("\uFEFF{\"Image\":\"a\"}", "Image", "a")]
    [InlineData("""{"process":{"name":"a"}}""", "process.name", "a")]
    [InlineData("""{"process":{"parent":{"name":"b"},"name":"a"}}""", "process.name", "a")]
    [InlineData("""{"list":[{"name":"a"},{"name":"b"}]}""", "list.name", "a,b")]
    [InlineData("""{"a":["x",["y"],null,3,true]}""", "a", "x,y,,3,true")]
    [InlineData("""{"a":1,"b":2,"a":3}""", "a", "1,3")]
    [InlineData("""{"Source Name":"a"}""", "SourceName", "a")]
    [InlineData("""{"\u0049mage":"a"}""", "Image", "a")]
    [InlineData("""{"Image":"C:\\Windows\\\u00e9\t\"\/\ud83d\ude00"}""", "Image", "C:\\Windows\\é\t\"/😀")]
    [InlineData("""{"Event":{"System":{"Provider":{"#attributes":{"Name":"a"}},"EventID":{"#text":4,"#attributes":{"Qualifiers":5}}}}}""", "Provider_Name", "a")]
    [InlineData("""{"Event":{"System":{"EventID":{"#text":4,"#attributes":{"Qualifiers":5}}}}}""", "EventID", "4")]
    [InlineData("""{"Event":{"System":{"EventID":{"#text":4,"#attributes":{"Qualifiers":5}}}}}""", "EventID_Qualifiers", "5")]
    [InlineData("""{"Event":{"UserData":{"Rule":{"Path":"a"}},"EventData":{"Image":"b"}}}""", "Path", "a")]
    [InlineData(""" { "a" : { } , "b" : [ ] , "c" : -1.5e+3 } """, "c", "-1.5e+3")]
    public void A_field_has_the_values_that_stand_under_its_name(string json, string name, string values)
    {
        var field = names.Take(name);

        Assert.True(new SigmaJsonReader(names).TryRead(Encoding.UTF8.GetBytes(json), frame));

        Assert.Equal(values, string.Join(',', ValuesOf(field)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1}x")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":\"b}")]
    [InlineData("{\"a\":\"b\\\"}")]
    [InlineData("{\"a\":[1}")]
    [InlineData("{\"a\":{]}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1 \\\"b\":2}")]
    public void What_is_no_object_is_refused_and_leaves_nothing(string json)
    {
        names.Take("a");

        Assert.False(new SigmaJsonReader(names).TryRead(Encoding.UTF8.GetBytes(json), frame));
        Assert.Equal(0, frame.Count);
    }

    [Fact]
    public void Documents_that_are_too_deep_or_too_long_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 65)) + "1" + new string('}', 65);

        Assert.False(new SigmaJsonReader(names).TryRead(Encoding.UTF8.GetBytes(deep), frame));
        Assert.False(new SigmaJsonReader(names, maxBytes: 8).TryRead("{\"a\":123}"u8, frame));
        Assert.True(new SigmaJsonReader(names, maxBytes: 9).TryRead("{\"a\":123}"u8, frame));
    }

    [Fact]
    public void Texts_of_any_make_are_read_as_the_framework_reads_them() =>
        Gen.OneOf("a", "\\\\", "\\\"", "\\n", "\\u0041", "\\ud83d\\ude00", "É", "😀", "/", "long enough for a block of its own, and for more than that", "{", "\\/").Array[0, 30]
            .Array[1, 8].Sample(values =>
            {
                var json = $"{{{string.Join(",", values.Select((pieces, index) => $"\"f{index}\":\"{string.Concat(pieces)}\""))}}}";
                return JsonPromises.Broken(Encoding.UTF8.GetBytes(json)) is null;
            });

    [Fact]
    public void Bytes_of_any_kind_do_no_harm() =>
        Gen.OneOf((byte)'{', (byte)'}', (byte)'[', (byte)']', (byte)'"', (byte)'\\', (byte)',', (byte)':', (byte)'1', (byte)'u', (byte)' ', (byte)0, (byte)0xE2).Array[0, 200]
            .Sample(bytes => JsonPromises.Broken(bytes) is null);

    [Fact]
    public void The_frame_of_an_event_is_that_of_its_elements()
    {
        var field = names.Take("a.b");
        using var document = JsonDocument.Parse("""{"a":{"b":["x",{"c":1}]}}""");

        Assert.True(new SigmaJsonReader(names).TryRead(document.RootElement, frame));

        Assert.Equal(["x"], ValuesOf(field));
    }

    private List<string> ValuesOf(int field)
    {
        var values = new List<string>();
        var cursor = 0;
        while (frame.TryNext(field, ref cursor, out var value))
        {
            if (value.Kind != SigmaValueKind.Object)
            {
                values.Add(value.Kind == SigmaValueKind.Null ? "" : Encoding.UTF8.GetString(value.Text));
            }
        }

        return values;
    }
}
