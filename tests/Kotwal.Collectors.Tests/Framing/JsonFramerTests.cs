using CsCheck;
using Kotwal.Collectors.Framing;

namespace Kotwal.Collectors.Tests.Framing;

public sealed class JsonFramerTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}|{\"a\":2}")]
    [InlineData("{\"a\":1}\r\n\r\n{\"a\":2}", "{\"a\":1}|{\"a\":2}")]
    [InlineData("[{\"a\":1},{\"a\":2}]", "{\"a\":1}|{\"a\":2}")]
    [InlineData(" [\n  {\"a\":[1,2]} ,\n  {\"b\":\"],\\\"[\"}\n]\n", "{\"a\":[1,2]}|{\"b\":\"],\\\"[\"}")]
    [InlineData("[1, \"a,b\", null]", "1|\"a,b\"|null")]
    [InlineData("[]", "")]
    [InlineData("[{\"a\":1}]\n{\"b\":2}\n[{\"c\":3}]", "{\"a\":1}|{\"b\":2}|{\"c\":3}")]
    [InlineData("{\n  \"a\": {\n  }\n}\n{\n \"b\": 2\n}", "{\n  \"a\": {\n  }\n}|{\n \"b\": 2\n}")]
    [InlineData("{\"a\":\n{\"b\":2}\nplain text\n", "{\"a\":|{\"b\":2}|plain text")]
    [InlineData("{\n\"open\n{\"b\":2}\n", "{\n\"open|{\"b\":2}")]
    [InlineData("[{\"a\":\"open\n},{\"b\":2}]", "{\"a\":\"open\n}|{\"b\":2}")]
    [InlineData("[{\"a\":1", "{\"a\":1")]
    [InlineData("[}]", "}")]
    [InlineData("{", "{")]
    public void Lines_elements_and_documents_are_records(string text, string expected)
    {
        Assert.Equal(expected, string.Join('|', Frames.Of(new JsonFramer(1000), text)));
    }

    [Theory]
    [InlineData("[{\"a\":\"0123456789\"},{\"b\":1}]\n{}", "{\"a\":\"0…|{\"b\":1}|{}")]
    [InlineData("[{\"a\":\"0123456789", "{\"a\":\"0…")]
    [InlineData("[{\"a\":12}]\n{}", "{\"a\":12…|{}")]
    [InlineData("{\"a\":\"0123456789\"}\n{}\n", "{\"a\":\"0…|{}")]
    [InlineData("{\n\"a\":\"0123456789\"\n}\n{}\n", "{\n\"a\":\"…|{}")]
    public void What_is_too_long_is_cut_and_the_next_one_is_whole(string text, string expected)
    {
        Assert.Equal(expected, string.Join('|', Frames.Of(new JsonFramer(7), text)));
    }

    [Fact]
    public void Pieces_do_not_matter() =>
        Gen.Select(Gen.String["a\"\\{}[],\n "], Gen.Int[1, 5].Array[1, 5]).Sample((text, pieces) =>
            Frames.Of(new JsonFramer(9), text).SequenceEqual(Frames.Of(new JsonFramer(9), text, pieces)));
}
