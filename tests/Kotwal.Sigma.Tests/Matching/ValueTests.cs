namespace Kotwal.Sigma.Tests.Matching;

public sealed class ValueTests
{
    [Theory]
    [InlineData("F: 3")]
    [InlineData("F: '3'")]
    public void A_number_equals_the_text_that_writes_it(string item)
    {
        var matcher = Some.MatcherFor(item);

        Assert.True(matcher.Matches(Some.Event(("F", 3))));
        Assert.True(matcher.Matches(Some.Event(("F", "3"))));
        Assert.True(matcher.Matches(Some.Event(("F", 3.0m))));
        Assert.False(matcher.Matches(Some.Event(("F", 30))));
        Assert.False(matcher.Matches(Some.Event(("F", "03"))));
    }

    [Fact]
    public void Large_numbers_are_compared_digit_by_digit()
    {
        var matcher = Some.MatcherFor("F: -9223372036854775808");

        Assert.True(matcher.Matches(Some.Event(("F", -9223372036854775808L))));
        Assert.False(matcher.Matches(Some.Event(("F", -9223372036854775807L))));
    }

    [Fact]
    public void A_hexadecimal_number_of_a_rule_equals_its_value_and_its_own_text()
    {
        var matcher = Some.MatcherFor("F: 0x10");

        Assert.True(matcher.Matches(Some.Event(("F", 16))));
        Assert.True(matcher.Matches(Some.Event(("F", "0x10"))));
        Assert.False(matcher.Matches(Some.Event(("F", 10))));
    }

    [Theory]
    [InlineData("F: 0x1F", "0x1f", true)]
    [InlineData("F: 0x1f", "0x1F", true)]
    [InlineData("F: 1e3", "1E3", true)]
    [InlineData("F: 1e3", 1000, true)]
    [InlineData("F: 0o17", 15, true)]
    [InlineData("F: 0o17", "0O17", true)]
    [InlineData("F: '0o17'", 15, false)]
    [InlineData("F: 0o18", 15, false)]
    [InlineData("F: 0o7777777777777777777777", "x", false)]
    public void A_number_is_written_in_any_case(string item, object value, bool expected) =>
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));

    [Fact]
    public void Numbers_may_have_many_digits()
    {
        var matcher = Some.MatcherFor("F|gt: 3");

        Assert.True(matcher.Matches(Some.Event(("F", "4." + new string('0', 200)))));
        Assert.False(matcher.Matches(Some.Event(("F", new string('4', 600)))));
    }

    [Theory]
    [InlineData("F: true", true, true)]
    [InlineData("F: true", "True", true)]
    [InlineData("F: 'true'", true, true)]
    [InlineData("F: true", false, false)]
    [InlineData("F: false", "FALSE", true)]
    [InlineData("F: true", 1, false)]
    public void A_truth_value_equals_its_word(string item, object value, bool expected)
    {
        Assert.Equal(expected, Some.MatcherFor(item).Matches(Some.Event(("F", value))));
    }

    [Theory]
    [InlineData("F: null")]
    [InlineData("F:")]
    [InlineData("F: ~")]
    public void Null_is_a_field_that_is_absent_or_null(string item)
    {
        var matcher = Some.MatcherFor(item);

        Assert.True(matcher.Matches(Some.Event(("F", null))));
        Assert.True(matcher.Matches(Some.Event(("Other", "x"))));
        Assert.False(matcher.Matches(Some.Event(("F", ""))));
        Assert.False(matcher.Matches(Some.Event(("F", "null"))));
    }

    [Fact]
    public void The_empty_text_is_present_and_empty()
    {
        var matcher = Some.MatcherFor("F: ''");

        Assert.True(matcher.Matches(Some.Event(("F", ""))));
        Assert.False(matcher.Matches(Some.Event(("F", null))));
        Assert.False(matcher.Matches(Some.Event(("Other", "x"))));
        Assert.False(matcher.Matches(Some.Event(("F", " "))));
    }

    [Fact]
    public void Null_may_be_one_of_several_values()
    {
        var matcher = Some.MatcherFor("F:\n  - null\n  - ''\n  - '-'");

        Assert.True(matcher.Matches(Some.Event(("Other", "x"))));
        Assert.True(matcher.Matches(Some.Event(("F", ""))));
        Assert.True(matcher.Matches(Some.Event(("F", "-"))));
        Assert.False(matcher.Matches(Some.Event(("F", "x"))));
    }

    [Theory]
    [InlineData("F|exists: true", true)]
    [InlineData("F|exists: yes", true)]
    [InlineData("F|exists: false", false)]
    public void Exists_asks_for_the_field_and_not_for_its_value(string item, bool expected)
    {
        var matcher = Some.MatcherFor(item);

        Assert.Equal(expected, matcher.Matches(Some.Event(("F", "x"))));
        Assert.Equal(expected, matcher.Matches(Some.Event(("F", ""))));
        Assert.Equal(expected, matcher.Matches(Some.Event(("F", null))));
        Assert.Equal(!expected, matcher.Matches(Some.Event(("Other", "x"))));
    }

    [Fact]
    public void Several_values_of_a_rule_are_joined_by_or()
    {
        var matcher = Some.MatcherFor("F|contains:\n  - one\n  - two");

        Assert.True(matcher.Matches(Some.Event(("F", "x two x"))));
        Assert.False(matcher.Matches(Some.Event(("F", "three"))));
    }

    [Fact]
    public void All_asks_for_every_value_of_the_rule()
    {
        var matcher = Some.MatcherFor("F|contains|all:\n  - one\n  - two");

        Assert.True(matcher.Matches(Some.Event(("F", "two and one"))));
        Assert.False(matcher.Matches(Some.Event(("F", "two"))));
        Assert.False(matcher.Matches(Some.Event(("Other", "two and one"))));
    }

    [Fact]
    public void One_value_of_a_list_in_the_event_is_enough()
    {
        var matcher = Some.MatcherFor("F: two");

        Assert.True(matcher.Matches(Some.Event(("F", new object[] { "one", "two" }))));
        Assert.False(matcher.Matches(Some.Event(("F", new object[] { "one", "three" }))));
        Assert.False(matcher.Matches(Some.Event(("F", Array.Empty<object>()))));
    }

    [Fact]
    public void All_is_satisfied_by_different_values_of_a_list_in_the_event()
    {
        var matcher = Some.MatcherFor("F|all:\n  - one\n  - two");

        Assert.True(matcher.Matches(Some.Event(("F", new object[] { "two", "one" }))));
        Assert.False(matcher.Matches(Some.Event(("F", new object[] { "two", "three" }))));
    }

    [Fact]
    public void A_null_within_a_list_is_a_null()
    {
        var matcher = Some.MatcherFor("F: null");

        Assert.True(matcher.Matches(Some.Event(("F", new object?[] { "one", null }))));
    }

    [Fact]
    public void The_first_mapped_field_that_the_event_has_is_looked_at()
    {
        var matcher = Some.MatcherFor("First/Second: x");

        Assert.True(matcher.Matches(Some.Event(("Second", "x"))));
        Assert.True(matcher.Matches(Some.Event(("First", "x"), ("Second", "y"))));
        Assert.False(matcher.Matches(Some.Event(("First", "y"), ("Second", "x"))));
    }

    [Fact]
    public void A_field_that_is_not_mapped_is_absent_and_told()
    {
        var matcher = Some.Matcher("selection:\n  UnmappedOne: x\nnothing:\n  UnmappedTwo: null\ncondition: selection or nothing");

        Assert.Equal(["UnmappedOne", "UnmappedTwo"], matcher.UnmappedFields);
        Assert.True(matcher.Matches(Some.Event(("UnmappedTwo", "x"))));
    }

    [Fact]
    public void More_values_than_fit_the_stack_are_compared_too()
    {
        var values = string.Join('\n', Enumerable.Range(0, 200).Select(number => $"  - 'v{number}'"));
        var matcher = Some.MatcherFor($"F|contains|all:\n{values}");

        Assert.True(matcher.Matches(Some.Event(("F", string.Join(' ', Enumerable.Range(0, 200).Select(number => $"v{number}"))))));
        Assert.False(matcher.Matches(Some.Event(("F", string.Join(' ', Enumerable.Range(0, 199).Select(number => $"v{number}"))))));
    }

    [Fact]
    public void Values_longer_than_the_stack_are_compared_too()
    {
        var matcher = Some.MatcherFor("F|endswith: 'END'");

        Assert.True(matcher.Matches(Some.Event(("F", new string('é', 100_000) + "end"))));
        Assert.False(matcher.Matches(Some.Event(("F", new string('é', 100_000)))));
    }
}
