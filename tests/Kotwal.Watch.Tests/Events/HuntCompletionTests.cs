using Kotwal.Hunt;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class HuntCompletionTests
{
    [Theory]
    [InlineData("user.na", "user.name", "user.name:")]
    [InlineData("sshd host.nam", "host.name", "host.name:")]
    [InlineData("sshd | summ", "summarize", "summarize ")]
    [InlineData("| wh", "where", "where ")]
    [InlineData("| where user.na", "user.name", "user.name")]
    [InlineData("| summarize dco", "dcount", "dcount(")]
    [InlineData("| where message hasp", "hasprefix", "hasprefix ")]
    [InlineData("event.outcome:fa", "failure", "failure ")]
    [InlineData("\"a | b\" user.na", "user.name", "user.name:")]
    public void What_fits_best_is_offered_first(string typed, string name, string insert)
    {
        var offer = HuntCompletion.At(typed, typed.Length).Offers[0];

        Assert.Equal((name, insert), (offer.Name, offer.Insert));
    }

    [Fact]
    public void All_operators_are_offered_behind_a_pipe() =>
        Assert.Equal(HuntCompletion.MaxOffered, HuntCompletion.At("sshd | ", 7).Offers.Count);

    [Theory]
    [InlineData("")]
    [InlineData("sshd ")]
    [InlineData("user.name:ro")]
    [InlineData("zzzzz")]
    public void Nothing_is_offered_where_nothing_is_known(string typed) => Assert.Empty(HuntCompletion.At(typed, typed.Length).Offers);

    [Fact]
    public void The_word_at_the_caret_is_completed_and_not_the_last_one()
    {
        var completion = HuntCompletion.At("user.na sshd", 7);

        Assert.Equal((0, "user.name"), (completion.Start, completion.Offers[0].Name));
    }

    [Fact]
    public void The_name_that_an_error_proposes_is_found_in_it()
    {
        var error = HuntQuery.Parse("| sumarize count()").Error!;

        Assert.Equal("summarize", HuntCompletion.Nearest(error));
        Assert.Equal("| summarize count()", new MarkedText("| sumarize count()", error).With("summarize"));
    }

    [Fact]
    public void An_error_at_the_end_is_marked_behind_the_text()
    {
        var marked = new MarkedText("a:", new(2, 0, 1, 3, ""));

        Assert.Equal(("a:", "▲", ""), (marked.Before, marked.Marked, marked.After));
    }
}
