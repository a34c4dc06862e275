namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma modifiers appendix 2.1, "IP Modifiers" and "Specific Modifiers".</summary>
public sealed class ModifierTests
{
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
    [InlineData("::/0", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:0:0/95", "::ffff:10.1.2.3", true)]
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
        Assert.True(matcher.Matches(Some.Event(("F", 5), ("G", 5.0m))));
        Assert.False(matcher.Matches(Some.Event(("F", 5), ("G", "5.0"))));
        Assert.False(matcher.Matches(Some.Event(("F", 5), ("G", 6))));
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
    [InlineData("F|fieldref|all: [G, G]", "abc", "ABC", true)]
    [InlineData("F|fieldref|all: [G, Other]", "abc", "abc", false)]
    [InlineData("Other|fieldref|all: [F, G]", "abc", "abc", false)]
    [InlineData("Other|fieldref|all|neq: [F, G]", "abc", "abc", true)]
    [InlineData("F|fieldref|neq: G", "abc", "abd", true)]
    [InlineData("F|fieldref|neq: G", "abc", "abc", false)]
    public void Fieldref_may_be_refined(string item, string value, string other, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value), ("G", other))));
    }
}
