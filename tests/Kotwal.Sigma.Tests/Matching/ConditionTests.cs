namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma rules specification, "Condition".</summary>
public sealed class ConditionTests
{
    private const string Searches = "a:\n  A: 1\nb:\n  B: 1\nc:\n  C: 1\n_d:\n  D: 1\nsel_x:\n  X: 1\nsel_y:\n  Y: 1\n";

    [Theory]
    [InlineData("a", "A", true)]
    [InlineData("a and b", "A", false)]
    [InlineData("a and b", "AB", true)]
    [InlineData("a or b and c", "A", true)]
    [InlineData("a or b and c", "B", false)]
    [InlineData("(a or b) and c", "A", false)]
    [InlineData("(a or b) and c", "BC", true)]
    [InlineData("not a and b", "B", true)]
    [InlineData("not a and b", "AB", false)]
    [InlineData("not (a and b)", "A", true)]
    [InlineData("not not a", "A", true)]
    [InlineData("a and not 1 of sel_*", "A", true)]
    [InlineData("a and not 1 of sel_*", "AX", false)]
    [InlineData("a and not all of sel_*", "AX", true)]
    [InlineData("a and not all of sel_*", "AXY", false)]
    [InlineData("1 of sel_*", "Y", true)]
    [InlineData("any of sel_*", "Y", true)]
    [InlineData("all of sel_*", "Y", false)]
    [InlineData("all of sel_*", "XY", true)]
    [InlineData("2 of them", "AX", true)]
    [InlineData("2 of them", "AD", false)]
    [InlineData("1 of them", "D", false)]
    [InlineData("1 of _*", "D", true)]
    [InlineData("1 of *", "D", false)]
    [InlineData("1 of *d", "", null)]
    [InlineData("all of them", "ABCXY", true)]
    [InlineData("1 of *_x", "X", true)]
    [InlineData("1 of s*_y", "X", false)]
    [InlineData("1 of a", "A", true)]
    [InlineData("A and _d", "", null)]
    [InlineData("a AND NOT b OR c", "A", true)]
    public void A_condition_joins_searches(string condition, string fields, bool? expected)
    {
        if (expected is null)
        {
            Assert.Contains(condition.Contains('*', StringComparison.Ordinal) ? "'*d'" : "'A'", Some.ErrorOf(Searches + "condition: " + condition).Reason, StringComparison.Ordinal);
            return;
        }

        var matcher = Some.Matcher(Searches + "condition: " + condition);

        Assert.Equal(expected, matcher.Matches(Some.Event([.. fields.Select(field => (field.ToString(), (object?)1))])));
    }

    [Fact]
    public void One_of_several_conditions_is_enough()
    {
        var matcher = Some.Matcher(Searches + "condition:\n  - a and b\n  - c");

        Assert.True(matcher.Matches(Some.Event(("C", 1))));
        Assert.False(matcher.Matches(Some.Event(("A", 1))));
    }

    [Fact]
    public void Entries_of_a_map_are_joined_by_and_and_maps_of_a_list_by_or()
    {
        var matcher = Some.Matcher("selection:\n  - A: 1\n    B: 1\n  - C: 1\ncondition: selection");

        Assert.True(matcher.Matches(Some.Event(("A", 1), ("B", 1))));
        Assert.True(matcher.Matches(Some.Event(("C", 1))));
        Assert.False(matcher.Matches(Some.Event(("A", 1))));
    }

    [Fact]
    public void Searches_may_be_named_like_words_of_the_condition()
    {
        var matcher = Some.Matcher("all:\n  A: 1\nany:\n  B: 1\ncondition: all and any");

        Assert.True(matcher.Matches(Some.Event(("A", 1), ("B", 1))));
        Assert.False(matcher.Matches(Some.Event(("A", 1))));
    }
}
