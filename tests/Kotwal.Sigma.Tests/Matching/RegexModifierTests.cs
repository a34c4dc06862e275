using Kotwal.Sigma.Matching;

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
    [InlineData("F|re: '^[[:]a$'", ":a", true)]
    [InlineData("F|re: '^[[:]a$'", "[a", true)]
    [InlineData("F|re: '^[[:]a$'", "xa", false)]
    [InlineData("F|re: '^[x[:a]$'", "a", true)]
    [InlineData("F|re: '^[^[:^digit:]]+$'", "42", true)]
    [InlineData("F|re: '^[[:^digit:]x]+$'", "4x", false)]
    [InlineData("F|re: '^[[:^digit:]]+$'", "é", true)]
    [InlineData("F|re: '^a++b$'", "aab", true)]
    [InlineData("F|re: '^a++ab$'", "aab", false)]
    [InlineData("F|re: '^(?:ab)*+c$'", "ababc", true)]
    [InlineData("F|re: '^[ab]{1,3}+b$'", "aab", false)]
    [InlineData("F|re: '^a{1,3}?b$'", "aab", true)]
    [InlineData("F|re: '^a{+b$'", "a{b", true)]
    [InlineData("F|re: '^a\\h+b[\\h]$'", "a \tb ", true)]
    [InlineData("F|re: '^\\H\\h$'", "  ", false)]
    [InlineData("F|re: 'a\\Rb'", "a\r\nb", true)]
    [InlineData("F|re: '^\\Qa.b*\\E+$'", "a.b**", true)]
    [InlineData("F|re: '^\\Qa.b'", "axb", false)]
    [InlineData("F|re: '^\\x{41}\\x{1F600}[\\x{42}]$'", "A😀B", true)]
    [InlineData("F|re: '^(?P<q>.)x(?P=q)$'", "axa", true)]
    [InlineData("F|re: '^(?P<q>.)x(?P=q)$'", "axb", false)]
    [InlineData("F|re: '^[a-\\d]+$'", "-5a", true)]
    [InlineData("F|re|startswith: 'b|c'", "abc", false)]
    [InlineData("F|re|startswith: 'b|a'", "abc", true)]
    [InlineData("F|re|endswith: 'a|b'", "abc", false)]
    public void A_regular_expression_is_cased_and_found_anywhere(string item, string value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }

    [Theory]
    [InlineData("[[:nothing:]]")]
    [InlineData("[[::]]")]
    [InlineData("[[:^:]]")]
    [InlineData("\\x{110000}")]
    [InlineData("[\\x{1F600}]")]
    [InlineData("a\\x{4")]
    public void What_cannot_be_written_for_the_engine_is_rejected_with_the_reason(string expression) =>
        Assert.Contains("The regular expression cannot be used", Some.ReasonForItem($"F|re: '{expression}'"), StringComparison.Ordinal);

    /// <summary>Such an expression may cost thousands of steps for each letter, which the engine that needs linear time does not bound.</summary>
    [Fact]
    public void A_regular_expression_with_long_repetitions_is_given_up_in_time()
    {
        var rule = Some.Rule("selection:\n  F|re: 'a[ab]{4900}c'\ncondition: selection");
        Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = (name, _) => TableEvent.HandlesOf(name), RegexTimeout = TimeSpan.FromMilliseconds(1) }, out var matcher, out _));

        Assert.False(matcher.Matches(Some.Event(("F", string.Concat(Enumerable.Repeat("abba", 25_000))))));
        Assert.Equal(1, matcher.RegexTimeouts);
    }

    [Theory]
    [InlineData("a[ab]{9000}c")]
    [InlineData("a.{0,9000}c")]
    [InlineData("((a{99}){99}){99}")]
    public void A_regular_expression_that_repetitions_make_huge_is_rejected(string expression) =>
        Assert.Contains("add more than 5000 parts", Some.ReasonForItem($"F|re: '{expression}'"), StringComparison.Ordinal);

    [Fact]
    public void A_regular_expression_that_needs_backtracking_is_given_up_in_time()
    {
        var matcher = Some.MatcherFor("F|re: '^(?=(a+)+$)b'");

        Assert.False(matcher.Matches(Some.Event(("F", new string('a', 40) + "!"))));
        Assert.Equal(1, matcher.RegexTimeouts);
    }
}
