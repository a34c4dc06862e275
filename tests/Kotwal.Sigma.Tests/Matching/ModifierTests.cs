using System.Text;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma modifiers appendix 2.1.</summary>
public sealed class ModifierTests
{
    [Theory]
    [InlineData("F|re: 'ab+c'", "xabbbcx", true)]
    [InlineData("F|re: 'ab+c'", "xABBBCx", false)]
    [InlineData("F|re|i: 'ab+c'", "xABBBCx", true)]
    [InlineData("F|re: '^ab$'", "x\nab\ny", false)]
    [InlineData("F|re|m: '^ab$'", "x\nab\ny", true)]
    [InlineData("F|re: 'a.b'", "a\nb", false)]
    [InlineData("F|re|s: 'a.b'", "a\nb", true)]
    [InlineData("F|re|i|m|s: '^a.b$'", "x\nA\nB\ny", true)]
    [InlineData("F|re: '(?i)lib\\\\x'", "LIB\\x", true)]
    [InlineData("F|re: 'a(?!b)'", "ac", true)]
    [InlineData("F|re: 'a(?!b)'", "ab", false)]
    [InlineData("F|re: '(?P<name>x)y'", "xy", true)]
    [InlineData("F|re: '^[[:digit:]]+$'", "2024", true)]
    [InlineData("F|re: '^[[:digit:]]+$'", "2d2]", false)]
    [InlineData("F|re: '^[^[:space:][:punct:]x]+$'", "a b", false)]
    [InlineData("F|re: '^[^[:space:][:punct:]x]+$'", "a[b", false)]
    [InlineData("F|re: '^[^[:space:][:punct:]x]+$'", "ab", true)]
    [InlineData("F|re: '^[a-z-[aeiou]]$'", "a]", true)]
    [InlineData("F|re: '^[a-z-[aeiou]]$'", "b", false)]
    [InlineData("F|re: '^[]x]+$'", "x]", true)]
    [InlineData("F|re: '^[^]x]+$'", "x]", false)]
    [InlineData("F|re: '^\\[:digit:\\]$'", "[:digit:]", true)]
    [InlineData("F|re: 'a\\_b'", "a_b", true)]
    [InlineData("F|re|startswith: 'b|c'", "abc", false)]
    [InlineData("F|re|startswith: 'b|a'", "abc", true)]
    [InlineData("F|re|endswith: 'a|b'", "abc", false)]
    public void A_regular_expression_is_cased_and_found_anywhere(string item, string value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }

    [Fact]
    public void A_regular_expression_that_needs_backtracking_is_given_up_in_time()
    {
        var matcher = Some.MatcherFor("F|re: '^(?=(a+)+$)b'");

        Assert.False(matcher.Matches(Some.Event(("F", new string('a', 40) + "!"))));
        Assert.Equal(1, matcher.RegexTimeouts);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("192.168.1.77/32", "192.168.1.77", true)]
    [InlineData("192.168.1.77", "192.168.1.78", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("fe80::/10", "fe80::1%eth0", true)]
    [InlineData("fe80::/10", "FE80:0:0::1", true)]
    [InlineData("fe80::/10", "fd00::1", false)]
    [InlineData("fe80::/10", "[fe80::1%eth0]", true)]
    [InlineData("[fe80::]/10", "fe80::1", true)]
    [InlineData("::1", "[::1]", true)]
    [InlineData("fe80::/10", "[fe80::1]:443", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "10.1.2.3", false)]
    [InlineData("0.0.0.0/0", "10.1.2.3", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("10.0.0.0/8", "10.1.2", false)]
    [InlineData("10.0.0.0/8", "010.1.2.3", false)]
    [InlineData("10.0.0.0/8", "10.1.2.3:80", false)]
    [InlineData("10.0.0.0/8", "not an address", false)]
    [InlineData("0.0.0.0/0", "", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    public void Cidr_asks_whether_an_address_is_in_a_network(string network, string value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor($"F|cidr: '{network}'").Matches(Some.Event(("F", value))));
    }

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

    [Fact]
    public void Placeholders_stand_for_the_values_given_when_compiling()
    {
        var matcher = Some.MatcherFor("F|expand: '%Servers%'", ("Servers", ["srv*", "db1"]));

        Assert.True(matcher.Matches(Some.Event(("F", "srv-77"))));
        Assert.True(matcher.Matches(Some.Event(("F", "DB1"))));
        Assert.False(matcher.Matches(Some.Event(("F", "%Servers%"))));
    }

    [Fact]
    public void Placeholders_may_be_a_part_of_the_value()
    {
        var matcher = Some.MatcherFor("F|contains|expand: '\\%plain%Domain%\\x'", ("Domain", ["city"]));

        Assert.True(matcher.Matches(Some.Event(("F", "a %plaincity\\X b"))));
    }

    [Fact]
    public void A_backslash_before_a_placeholder_is_written_twice()
    {
        var matcher = Some.MatcherFor(@"F|expand: 'C:\\%Folder%\x\\\%y%'", ("Folder", ["Temp"]));

        Assert.True(matcher.Matches(Some.Event(("F", @"C:\Temp\x\%y%"))));
        Assert.False(matcher.Matches(Some.Event(("F", @"C:%Folder%\x\%y%"))));
    }

    [Fact]
    public void Times_are_read_in_the_zone_that_is_given_when_compiling()
    {
        var rule = Some.Rule("s: {F|hour: 3, F|day: 10}\ncondition: s");
        var options = new SigmaCompileOptions { Fields = (name, _) => TableEvent.HandlesOf(name), TimeZone = TimeZoneInfo.CreateCustomTimeZone("India", TimeSpan.FromMinutes(330), null, null) };

        Assert.True(SigmaMatcher.TryCompile(rule, options, out var matcher, out _));
        Assert.True(matcher.Matches(Some.Event(("F", "2020-06-09T22:00:00Z"))));
        Assert.True(matcher.Matches(Some.Event(("F", "2020-06-10T00:00:00+02:00"))));
        Assert.False(matcher.Matches(Some.Event(("F", "2020-06-10T03:00:00Z"))));
    }

    [Fact]
    public void A_percent_sign_without_expand_is_plain()
    {
        Assert.True(Some.MatcherFor("F: '%Servers%'").Matches(Some.Event(("F", "%servers%"))));
    }

    [Fact]
    public void Fieldref_compares_two_fields_of_the_event()
    {
        var matcher = Some.MatcherFor("F|fieldref: G");

        Assert.True(matcher.Matches(Some.Event(("F", "x"), ("G", "X"))));
        Assert.True(matcher.Matches(Some.Event(("F", 3), ("G", "3"))));
        Assert.False(matcher.Matches(Some.Event(("F", "x"), ("G", "y"))));
        Assert.False(matcher.Matches(Some.Event(("F", "x"))));
        Assert.False(matcher.Matches(Some.Event(("G", "x"))));
        Assert.False(matcher.Matches(Some.Event(("F", null), ("G", null))));
    }

    [Theory]
    [InlineData("F|fieldref|startswith: G", "abc", "ab", true)]
    [InlineData("F|fieldref|startswith: G", "abc", "bc", false)]
    [InlineData("F|fieldref|endswith: G", "abc", "BC", true)]
    [InlineData("F|fieldref|contains: G", "abcd", "bc", true)]
    [InlineData("F|fieldref|contains: G", "abcd", "*", false)]
    [InlineData("F|fieldref|cased: G", "abc", "ABC", false)]
    [InlineData("F|fieldref|neq: G", "abc", "abd", true)]
    [InlineData("F|fieldref|neq: G", "abc", "abc", false)]
    public void Fieldref_may_be_refined(string item, string value, string other, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value), ("G", other))));
    }

    [Theory]
    [InlineData("F|gt: 5", 6, true)]
    [InlineData("F|gt: 5", 5, false)]
    [InlineData("F|gte: 5", 5, true)]
    [InlineData("F|lt: 5", 4.9, true)]
    [InlineData("F|lt: 5", 5, false)]
    [InlineData("F|lte: 5", 5, true)]
    [InlineData("F|gt: 5", "10", true)]
    [InlineData("F|gt: 5", "ten", false)]
    [InlineData("F|gt: '5'", "10", true)]
    [InlineData("F|lt: 0.5", "1e-1", true)]
    public void Numbers_are_compared_by_value(string item, object value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }

    [Fact]
    public void An_absent_field_is_neither_greater_nor_less()
    {
        Assert.False(Some.MatcherFor("F|lt: 5").Matches(Some.Event(("Other", 1))));
        Assert.False(Some.MatcherFor("F|lt: 5").Matches(Some.Event(("F", null))));
    }

    [Theory]
    [InlineData("F|neq: 5", 6, true)]
    [InlineData("F|neq: 5", "5", false)]
    [InlineData("F|neq: abc", "ABC", false)]
    [InlineData("F|contains|neq: b", "abc", false)]
    [InlineData("F|contains|neq: x", "abc", true)]
    [InlineData("F|neq: null", "x", true)]
    public void Neq_is_true_where_the_comparison_is_not(string item, object value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }

    [Fact]
    public void Neq_of_several_values_means_none_of_them()
    {
        var matcher = Some.MatcherFor("F|neq:\n  - one\n  - two");

        Assert.True(matcher.Matches(Some.Event(("F", "three"))));
        Assert.False(matcher.Matches(Some.Event(("F", "two"))));
        Assert.True(matcher.Matches(Some.Event(("Other", "two"))));
    }

    [Theory]
    [InlineData("minute: 50")]
    [InlineData("hour: 22")]
    [InlineData("day: 9")]
    [InlineData("week: 24")]
    [InlineData("month: 6")]
    [InlineData("year: 2020")]
    [InlineData("hour|gte: 20")]
    [InlineData("hour|gt: 21")]
    public void Time_modifiers_take_a_part_of_the_time(string modifier)
    {
        var matcher = Some.MatcherFor($"F|{modifier}");

        Assert.True(matcher.Matches(Some.Event(("F", "2020-06-09 22:50:54"))));
        Assert.True(matcher.Matches(Some.Event(("F", "2020-06-09T22:50:54.1234567Z"))));
        Assert.True(matcher.Matches(Some.Event(("F", "2020-06-10T04:20:54+05:30"))));
        Assert.True(matcher.Matches(Some.Event(("F", 1591743054))));
        Assert.True(matcher.Matches(Some.Event(("F", 1591743054123))));
        Assert.False(matcher.Matches(Some.Event(("F", "2021-01-01 01:01:01"))));
        Assert.False(matcher.Matches(Some.Event(("F", "22:50"))));
        Assert.False(matcher.Matches(Some.Event(("F", "not a time"))));
    }
}
