using Kotwal.City.Access;
using Kotwal.Testing;
using Microsoft.AspNetCore.DataProtection;

namespace Kotwal.City.Tests.Access;

public sealed class PasskeyTicketsTests
{
    [Fact]
    public void A_ticket_is_good_once_and_for_what_it_was_made_for()
    {
        var tickets = new PasskeyTickets(new EphemeralDataProtectionProvider(), new Clock(Some.Noon));
        var ticket = tickets.Issue("sign-in", "a state");

        Assert.Null(tickets.Use("another", ticket));
        Assert.Equal("a state", tickets.Use("sign-in", ticket));
        Assert.Null(tickets.Use("sign-in", ticket));
    }

    [Fact]
    public void No_more_are_taken_than_are_remembered_until_the_first_have_ended()
    {
        var clock = new Clock(Some.Noon);
        var tickets = new PasskeyTickets(new EphemeralDataProtectionProvider(), clock);
        var first = tickets.Issue("sign-in", "a state");
        Assert.NotNull(tickets.Use("sign-in", first));
        for (var i = 1; i < PasskeyTickets.MaxKept; i++)
        {
            Assert.NotNull(tickets.Use("sign-in", tickets.Issue("sign-in", "a state")));
        }

        Assert.Null(tickets.Use("sign-in", tickets.Issue("sign-in", "a state")));
        Assert.Null(tickets.Use("sign-in", first));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(tickets.Use("sign-in", tickets.Issue("sign-in", "a state")));
    }
}
