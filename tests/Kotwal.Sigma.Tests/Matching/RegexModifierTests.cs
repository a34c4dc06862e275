namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma modifiers appendix 2.1, "Regular Expression".</summary>
public sealed class RegexModifierTests
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
}
