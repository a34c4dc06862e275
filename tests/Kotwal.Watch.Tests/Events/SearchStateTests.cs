using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class SearchStateTests
{
    private static readonly SearchState Usual = new("", new(TimeWindow.Default, Some.Noon, null));

    [Fact]
    public void What_is_usual_is_not_in_the_address() => Assert.Equal("events", Usual.Href);

    [Fact]
    public void Everything_else_is_in_the_address()
    {
        var state = new SearchState("a & b", TimeWindow.Between(Some.Noon, Some.Noon.AddMinutes(5)))
        {
            Columns = ["host.name", "user.name"],
            Field = "source.ip",
            Event = new Guid("0190f3a2-0000-7000-8000-000000000001"),
        };

        Assert.Equal(
            "events?q=a%20%26%20b&range=custom&from=2026-03-01T12%3A00%3A00Z&to=2026-03-01T12%3A05%3A00Z&col=host.name&col=user.name"
            + "&field=source.ip&event=0190f3a2-0000-7000-8000-000000000001",
            state.Href);
    }

    [Fact]
    public void A_column_is_shown_and_taken_away_again()
    {
        var shown = Usual.Toggled("host.name");

        Assert.Equal(["host.name"], shown.Columns);
        Assert.Empty(shown.Toggled("host.name").Columns);
    }

    [Fact]
    public void An_address_that_somebody_made_up_has_bounds()
    {
        var names = Enumerable.Range(0, 100).Select(place => $"f{place}").Prepend("").Prepend("a\nb").Prepend(new string('x', 1000));

        Assert.Equal(SearchState.MaxColumns, SearchState.ReadColumns(names).Count);
        Assert.Equal("f0", SearchState.ReadColumns(names)[0]);
        Assert.Null(SearchState.ReadField("a\u0000"));
    }
}
