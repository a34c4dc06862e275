using CsCheck;
using Kotwal.Hunt;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class HuntFilterTests
{
    private static readonly string[] Typed = ["", "sshd", "a OR b", "NOT x", "x | count", "| where a == 'b|c'", "\"a | b\" | take 5"];

    [Theory]
    [InlineData("", "user.name:\"root\"")]
    [InlineData("events", "user.name:\"root\"")]
    [InlineData("sshd", "sshd AND user.name:\"root\"")]
    [InlineData("a OR b", "(a OR b) AND user.name:\"root\"")]
    [InlineData("(a OR b) AND c", "(a OR b) AND c AND user.name:\"root\"")]
    [InlineData("\"a OR b\"", "\"a OR b\" AND user.name:\"root\"")]
    [InlineData("| count", "user.name:\"root\" | count")]
    [InlineData("sshd | summarize n = count() by host.name | top 3 by n", "sshd AND user.name:\"root\" | summarize n = count() by host.name | top 3 by n")]
    [InlineData("sshd AND NOT user.name:\"root\" AND b", "sshd AND b AND user.name:\"root\"")]
    [InlineData("sshd AND user.name:\"root\"", "sshd AND user.name:\"root\"")]
    public void A_value_is_asked_for_beside_what_was_typed(string typed, string expected) =>
        Assert.Equal(expected, HuntFilter.With(typed, "user.name", "root", isOut: false));

    [Theory]
    [InlineData("sshd", "sshd AND NOT user.name:\"root\"")]
    [InlineData("user.name:\"root\"", "NOT user.name:\"root\"")]
    [InlineData("user.name:\"root\" | count", "NOT user.name:\"root\" | count")]
    public void A_value_that_is_left_out_is_not_asked_for_any_more(string typed, string expected) =>
        Assert.Equal(expected, HuntFilter.With(typed, "user.name", "root", isOut: true));

    [Fact]
    public void No_value_at_all_asks_whether_the_field_is_there()
    {
        Assert.Equal("NOT user.name:*", HuntFilter.With("", "user.name", null, isOut: true));
        Assert.Equal("user.name:*", HuntFilter.With("NOT user.name:*", "user.name", null, isOut: false));
    }

    [Theory]
    [InlineData("", "| where ['odd name'] =~ 'it\\'s'")]
    [InlineData("sshd", "sshd | where ['odd name'] =~ 'it\\'s'")]
    [InlineData("sshd | count", "sshd | where ['odd name'] =~ 'it\\'s' | count")]
    public void A_name_that_the_search_part_cannot_say_stands_behind_a_pipe(string typed, string expected) =>
        Assert.Equal(expected, HuntFilter.With(typed, "odd name", "it's", isOut: false));

    [Theory]
    [InlineData("sshd | where a == 1 | summarize count() by b", "sshd | where a == 1")]
    [InlineData("| summarize count()", "")]
    [InlineData("sshd", "sshd")]
    public void The_events_of_a_table_are_found_without_what_made_it(string typed, string expected) =>
        Assert.Equal(expected, HuntFilter.Source(typed));

    [Fact]
    public void Whatever_the_name_and_the_value_the_outcome_is_a_hunt() =>
        Gen.Select(
            Gen.Int[0, Typed.Length - 1].Select(place => Typed[place]),
            Gen.String[Gen.Char, 1, 20].Where(name => !name.Any(char.IsControl) && !name.Any(char.IsSurrogate)),
            Gen.String[Gen.Char, 1, 20].Where(value => !value.Any(char.IsControl)), Gen.Bool)
            .Sample((typed, name, value, isOut) => HuntQuery.Parse(HuntFilter.With(typed, name, value, isOut)).IsRead);
}
