using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma modifiers appendix 2.1, "Numeric Modifiers", "Time Modifiers" and "neq".</summary>
public sealed class NumberModifierTests
{
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
