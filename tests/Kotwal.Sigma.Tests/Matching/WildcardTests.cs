namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma rules specification, "String Wildcard" and "Escaping".</summary>
public sealed class WildcardTests
{
    [Theory]
    [InlineData(@"prog?.exe", "progA.exe", true)]
    [InlineData(@"prog?.exe", "prog.exe", false)]
    [InlineData(@"prog?.exe", "progAB.exe", false)]
    [InlineData(@"antivirus_V*.exe", "antivirus_V21.2.1.exe", true)]
    [InlineData(@"antivirus_V*.exe", "antivirus_V.exe", true)]
    [InlineData(@"antivirus_V*.exe", "antivirus.exe", false)]
    [InlineData(@"a*b*c", "a-b-b-c", true)]
    [InlineData(@"a*b*c", "a-c-b", false)]
    [InlineData(@"ab*ba", "aba", false)]
    [InlineData(@"*ab?d*", "xxabababcdyy", true)]
    [InlineData(@"?*", "", false)]
    [InlineData(@"?*", "x", true)]
    public void A_wildcard_stands_for_one_or_any_number_of_characters(string pattern, string value, bool expected)
    {
        var matcher = Some.MatcherFor($"F: '{pattern}'");

        Assert.Equal(expected, matcher.Matches(Some.Event(("F", value))));
    }

    [Theory]
    [InlineData(@"C:\Windows", @"C:\Windows", true)]
    [InlineData(@"C:\\Windows", @"C:\Windows", true)]
    [InlineData(@"a\*", "a*", true)]
    [InlineData(@"a\*", "ab", false)]
    [InlineData(@"a\?", "a?", true)]
    [InlineData(@"a\?", "ab", false)]
    [InlineData(@"a\\*", @"a\bc", true)]
    [InlineData(@"a\\*", "abc", false)]
    [InlineData(@"a\\\*", @"a\*", true)]
    [InlineData(@"a\\\*", @"a\b", false)]
    [InlineData(@"\\\\server", @"\\server", true)]
    [InlineData(@"\\\server", @"\\server", true)]
    [InlineData(@"\\server", @"\server", true)]
    [InlineData(@"a\", @"a\", true)]
    public void A_backslash_escapes_wildcards_and_itself_and_is_plain_elsewhere(string pattern, string value, bool expected)
    {
        var matcher = Some.MatcherFor($"F: '{pattern}'");

        Assert.Equal(expected, matcher.Matches(Some.Event(("F", value))));
    }

    [Theory]
    [InlineData(@"F|contains: 'a*b'", "xxaYYbxx", true)]
    [InlineData(@"F|contains: 'a\*b'", "xxaYYbxx", false)]
    [InlineData(@"F|contains: 'a\*b'", "xxa*bxx", true)]
    [InlineData(@"F|startswith: 'a?c'", "abcd", true)]
    [InlineData(@"F|startswith: 'a\?c'", "abcd", false)]
    [InlineData(@"F|endswith: 'b?d'", "abcd", true)]
    [InlineData(@"F|endswith: '\cmd.exe'", @"C:\cmd.exe", true)]
    [InlineData(@"F|contains: '\Temp\'", @"C:\Temp\x", true)]
    [InlineData(@"F|startswith: 'C:\'", @"C:\x", true)]
    [InlineData(@"F|startswith: 'C:\\'", @"C:\x", true)]
    public void Wildcards_and_escapes_mean_the_same_within_contains_startswith_and_endswith(string item, string value, bool expected)
    {
        var matcher = Some.MatcherFor(item);

        Assert.Equal(expected, matcher.Matches(Some.Event(("F", value))));
    }

    [Theory]
    [InlineData("F: '*'")]
    [InlineData("F|contains: '*'")]
    [InlineData("F|startswith: '*'")]
    [InlineData("F|endswith: '*'")]
    [InlineData("F|contains: ''")]
    public void A_star_alone_means_present_and_not_null(string item)
    {
        var matcher = Some.MatcherFor(item);

        Assert.True(matcher.Matches(Some.Event(("F", "anything"))));
        Assert.True(matcher.Matches(Some.Event(("F", ""))));
        Assert.True(matcher.Matches(Some.Event(("F", 7))));
        Assert.False(matcher.Matches(Some.Event(("F", null))));
        Assert.False(matcher.Matches(Some.Event(("Other", "anything"))));
    }

    [Fact]
    public void A_question_mark_is_one_character_however_many_bytes_it_has()
    {
        var matcher = Some.MatcherFor("F: 'a?b'");

        Assert.True(matcher.Matches(Some.Event(("F", "aéb"))));
        Assert.True(matcher.Matches(Some.Event(("F", "a😀b"))));
        Assert.False(matcher.Matches(Some.Event(("F", "aééb"))));
    }

    [Fact]
    public void Bytes_that_are_not_text_are_compared_as_they_are()
    {
        var matcher = Some.MatcherFor("F: 'a?b'");

        Assert.True(matcher.Matches(Some.Event(("F", new byte[] { (byte)'A', 0xFF, (byte)'b' }))));
        Assert.False(matcher.Matches(Some.Event(("F", new byte[] { (byte)'a', 0xFF, 0xFE, (byte)'b' }))));
    }

    [Theory]
    [InlineData("F: 'ПРИВЕТ'", "привет")]
    [InlineData("F: 'straße'", "STRAßE")]
    [InlineData("F|contains: 'Ärger'", "viel äRGER hier")]
    [InlineData("F|endswith: 'ΟΔΟΣ'", "η οδος")]
    [InlineData("F: 'Ⱥ'", "ⱥ")]
    public void Case_does_not_matter_in_any_script(string item, string value)
    {
        Assert.True(Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }

    [Theory]
    [InlineData("F|cased: 'Cmd.exe'", "Cmd.exe", true)]
    [InlineData("F|cased: 'Cmd.exe'", "cmd.exe", false)]
    [InlineData("F|contains|cased: 'Cmd'", "a Cmd b", true)]
    [InlineData("F|contains|cased: 'Cmd'", "a cmd b", false)]
    [InlineData("F|cased|endswith: 'X?'", "aXy", true)]
    [InlineData("F|cased|endswith: 'X?'", "axy", false)]
    public void Cased_tells_upper_from_lower_case(string item, string value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }
}
