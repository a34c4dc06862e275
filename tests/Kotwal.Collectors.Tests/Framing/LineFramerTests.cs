using CsCheck;
using Kotwal.Collectors.Framing;

namespace Kotwal.Collectors.Tests.Framing;

public sealed class LineFramerTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\ntwo", "one|two")]
    [InlineData("\n\n\r\none\n\n", "one")]
    [InlineData("12345678\n", "12345678")]
    [InlineData("123456789\nx\n", "12345678…|x")]
    [InlineData("12345678\r\n12345678\rx\n", "12345678|12345678…")]
    [InlineData("12345678901234567890", "12345678…")]
    [InlineData("", "")]
    public void Lines_are_records(string text, string expected)
    {
        Assert.Equal(expected, string.Join('|', Frames.Of(new LineFramer(8), text)));
    }

    [Fact]
    public void Pieces_do_not_matter() =>
        Gen.Select(Gen.String["ab\r\n"], Gen.Int[1, 5].Array[1, 5]).Sample((text, pieces) =>
            Frames.Of(new LineFramer(6), text).SequenceEqual(Frames.Of(new LineFramer(6), text, pieces)));
}
