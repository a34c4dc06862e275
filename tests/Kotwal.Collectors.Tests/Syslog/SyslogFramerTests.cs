using CsCheck;
using Kotwal.Collectors.Syslog;
using Kotwal.Collectors.Tests.Framing;

namespace Kotwal.Collectors.Tests.Syslog;

public sealed class SyslogFramerTests
{
    [Theory]
    [InlineData("<13>one\n<13>two\n", "<13>one|<13>two")]
    [InlineData("<13>one\r\n<13>two\0<13>three", "<13>one|<13>two|<13>three")]
    [InlineData("7 <13>one8 <13>\n\n\n\n", "<13>one|<13>\n\n\n\n")]
    [InlineData("7 <13>one\n8 <13>four", "<13>one|<13>four")]
    [InlineData("7 <13>one3 two", "<13>one|two")]
    [InlineData("7 <13>one<13>two\n7 <13>one", "<13>one|<13>two|<13>one")]
    [InlineData("2026-03-04 text\n42 is not a count\n", "2026-03-04 text|42 is not a count")]
    [InlineData("7\n", "7")]
    [InlineData("77", "77")]
    [InlineData("7 ", "7 ")]
    [InlineData("\n\n", "")]
    public void Each_message_says_how_it_is_framed(string stream, string expected)
    {
        Assert.Equal(expected, string.Join('|', Frames.Of(new SyslogFramer(100), stream)));
    }

    [Theory]
    [InlineData("12 <13>456789ab<13>next\n", "<13>45…|<13>ne…")]
    [InlineData("<13>456789ab\n<13>x\n", "<13>45…|<13>x")]
    [InlineData("999 <13>4", "<13>4…")]
    [InlineData("<13>456789abcdef", "<13>45…")]
    public void What_is_too_long_or_breaks_off_is_cut_and_flagged(string stream, string expected)
    {
        Assert.Equal(expected, string.Join('|', Frames.Of(new SyslogFramer(6), stream)));
    }

    [Fact]
    public void Both_framings_give_back_what_was_sent() =>
        Gen.Select(Gen.String["<13>abc 7"].Where(text => text.Length > 0).Select(text => "<1>" + text), Gen.Bool).List[0, 8]
            .Select(Gen.Int[1, 7].Array[1, 5]).Sample((messages, pieces) =>
            {
                var stream = string.Concat(messages.Select(message =>
                    message.Item2 ? $"{message.Item1.Length} {message.Item1}" : message.Item1 + "\n"));
                return Frames.Of(new SyslogFramer(1000), stream, pieces).SequenceEqual(messages.Select(message => message.Item1));
            });

    [Fact]
    public void Pieces_do_not_matter() =>
        Gen.Select(Gen.String["<13> 2\r\n\0a"], Gen.Int[1, 5].Array[1, 5]).Sample((text, pieces) =>
            Frames.Of(new SyslogFramer(12), text).SequenceEqual(Frames.Of(new SyslogFramer(12), text, pieces)));
}
