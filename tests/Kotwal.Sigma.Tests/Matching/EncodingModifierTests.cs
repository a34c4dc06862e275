using System.Text;

namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma modifiers appendix 2.1, "Encoding" and "windash".</summary>
public sealed class EncodingModifierTests
{
    [Fact]
    public void Base64_looks_for_the_encoded_value()
    {
        var matcher = Some.MatcherFor("F|base64|contains: 'ping'");

        Assert.True(matcher.Matches(Some.Event(("F", "x cGluZw== x"))));
        Assert.False(matcher.Matches(Some.Event(("F", "ping"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xy")]
    [InlineData("xyz")]
    public void Base64offset_finds_the_value_wherever_it_stands_in_the_encoded_text(string before)
    {
        var matcher = Some.MatcherFor("F|base64offset|contains: 'IEX (New-Object'");

        var encoded = Convert.ToBase64String(Encoding.ASCII.GetBytes(before + "iex (New-Object".Replace("iex", "IEX", StringComparison.Ordinal) + " tail"));

        Assert.True(matcher.Matches(Some.Event(("F", "powershell -enc " + encoded))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xy")]
    public void Wide_base64offset_finds_utf16_in_encoded_text(string before)
    {
        var wide = Convert.ToBase64String([.. Encoding.ASCII.GetBytes(before), .. Encoding.Unicode.GetBytes("DownloadString")]);

        Assert.True(Some.MatcherFor("F|wide|base64offset|contains: 'DownloadString'").Matches(Some.Event(("F", wide))));
        Assert.True(Some.MatcherFor("F|utf16le|base64offset|contains: 'DownloadString'").Matches(Some.Event(("F", wide))));
        Assert.False(Some.MatcherFor("F|utf16be|base64offset|contains: 'DownloadString'").Matches(Some.Event(("F", wide))));
    }

    [Theory]
    [InlineData("wide", "63006d006400")]
    [InlineData("utf16le", "63006d006400")]
    [InlineData("utf16be", "0063006d0064")]
    [InlineData("utf16", "fffe63006d006400")]
    public void The_utf16_modifiers_encode_as_the_appendix_says(string modifier, string hex)
    {
        var matcher = Some.MatcherFor($"F|{modifier}: 'cmd'");

        Assert.True(matcher.Matches(Some.Event(("F", Convert.FromHexString(hex)))));
        Assert.False(matcher.Matches(Some.Event(("F", "cmd"))));
    }

    [Theory]
    [InlineData("net user /add")]
    [InlineData("net user -add")]
    [InlineData("net user \u2013add")]
    [InlineData("net user \u2014ADD")]
    [InlineData("net user \u2015add")]
    public void Windash_takes_five_characters_for_a_dash(string value)
    {
        Assert.True(Some.MatcherFor("F|windash|contains: ' -add'").Matches(Some.Event(("F", value))));
        Assert.True(Some.MatcherFor("F|contains|windash: ' /add'").Matches(Some.Event(("F", value))));
        Assert.False(Some.MatcherFor("F|contains|windash: ' +add'").Matches(Some.Event(("F", value))));
    }

    [Fact]
    public void Windash_makes_all_permutations()
    {
        var matcher = Some.MatcherFor("F|windash: '-a -b'");

        Assert.True(matcher.Matches(Some.Event(("F", "/a \u2014b"))));
        Assert.True(matcher.Matches(Some.Event(("F", "-a /b"))));
        Assert.False(matcher.Matches(Some.Event(("F", "a b"))));
    }

    [Fact]
    public void Windash_may_be_encoded_afterwards()
    {
        var matcher = Some.MatcherFor("F|windash|base64: '-enc'");

        Assert.True(matcher.Matches(Some.Event(("F", Convert.ToBase64String("/enc"u8)))));
        Assert.True(matcher.Matches(Some.Event(("F", Convert.ToBase64String("-enc"u8)))));
    }
}
