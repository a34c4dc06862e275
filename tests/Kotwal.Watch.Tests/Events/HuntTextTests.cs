using CsCheck;
using Kotwal.Hunt;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class HuntTextTests
{
    private static readonly TimeWindow Window = new(TimeWindow.Custom, Some.Noon, Some.Noon.AddHours(1));

    private static readonly HashSet<string> Tables = ["alerts"];

    private const string Bounds =
        "where @timestamp >= datetime(2026-03-01T12:00:00.000000Z) and @timestamp < datetime(2026-03-01T13:00:00.000000Z)";

    [Theory]
    [InlineData("", "events", true)]
    [InlineData("error", "error", true)]
    [InlineData("error | where a == 1", "error ~ where a == 1", true)]
    [InlineData("where a == 1", "events ~ where a == 1", true)]
    [InlineData("| where a == 1", " ~ where a == 1", true)]
    [InlineData("\"a | b\" | take 5", "\"a | b\" ~ take 5", false)]
    [InlineData("a | where b == 'x | y' | summarize n = count() by c | top 3 by n", "a ~ where b == 'x | y' ~ summarize n = count() by c ~ top 3 by n", false)]
    [InlineData("it's | where a == \"'|'\"", "it's ~ where a == \"'|'\"", true)]
    public void The_condition_of_a_page_stands_behind_the_search_and_before_the_rest(string typed, string parts, bool findsEvents)
    {
        var error = HuntText.Read(typed, Tables, out var hunt);

        var expected = parts.Split('~').Select(part => part.Trim()).ToList();
        expected.Insert(1, Bounds);
        Assert.Null(error);
        Assert.Equal(findsEvents, hunt.FindsEvents);
        Assert.Equal(expected, hunt.Within(Window, null).Select(part => part.Text.Trim()));
        Assert.True(HuntQuery.Parse(HuntPart.Join(hunt.Within(Window, EventRow.Projection))).IsRead);
    }

    [Theory]
    [InlineData("alerts")]
    [InlineData("alerts | where alert.severity == 'high'")]
    [InlineData("union alerts, events | count")]
    [InlineData("let n = 5; error | take n")]
    [InlineData("(error | take 5) | count")]
    public void Nothing_is_put_into_a_hunt_that_says_itself_what_it_looks_at(string typed)
    {
        var error = HuntText.Read(typed, Tables, out var hunt);

        Assert.Null(error);
        Assert.False(hunt.FindsEvents);
        Assert.Equal(typed, HuntPart.Join(hunt.Within(Window, null)));
    }

    [Fact]
    public void A_comment_does_not_swallow_what_a_page_puts_behind_it()
    {
        HuntText.Read("error | where a == 1 // my note", Tables, out var hunt);

        Assert.EndsWith("\n| take 5", HuntPart.Join(hunt.Within(Window, "take 5")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_counts_over_time_keeps_only_what_leaves_events_out()
    {
        HuntText.Read("error | where a == 1 | where b == 2 | summarize n = count() | where n > 3", Tables, out var hunt);

        var counts = hunt.CountsWithin(Window, TimeSpan.FromMinutes(5)).Split('\n');

        Assert.Equal(
            ["error ", "| " + Bounds, "|  where a == 1 ", "|  where b == 2 ", "| summarize n = count() by at = bin(@timestamp, 300s)"], counts);
    }

    [Theory]
    [InlineData("error OR")]
    [InlineData("(a OR b")]
    [InlineData("a | sumarize n = count()")]
    [InlineData("a | where b == 'x")]
    public void What_is_no_hunt_is_told_with_its_place(string typed)
    {
        var error = HuntText.Read(typed, Tables, out _);

        Assert.Equal(HuntQuery.Parse(typed).Error, error);
        Assert.NotNull(error);
    }

    [Fact]
    public void A_text_of_endless_length_is_refused_at_once()
    {
        var error = HuntText.Read(string.Concat(Enumerable.Repeat("a | ", 5_000)), Tables, out _);

        Assert.Equal(HuntText.MaxLength, error?.Position);
    }

    [Fact]
    public void A_place_in_the_longer_hunt_is_found_in_what_was_typed()
    {
        const string typed = "error | where source.port == 22";
        HuntText.Read(typed, Tables, out var hunt);
        var parts = hunt.Within(Window, "take 5");
        var joined = HuntPart.Join(parts);

        var place = HuntPart.TypedPlace(parts, joined.IndexOf("source.port", StringComparison.Ordinal));

        Assert.Equal(typed.IndexOf("source.port", StringComparison.Ordinal), place);
        Assert.Null(HuntPart.TypedPlace(parts, joined.IndexOf("take", StringComparison.Ordinal)));
        Assert.Null(HuntPart.TypedPlace(parts, joined.IndexOf("@timestamp", StringComparison.Ordinal)));
    }

    [Fact]
    public void Any_value_can_be_searched_for_from_its_link() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 5].Select(Gen.String[Gen.Char["ab \\\"'|()*@:\u0928\u092E"], 1, 12]).Sample((field, value) =>
            HuntQuery.Parse(HuntText.Condition("f" + field, value)) is { IsRead: true } && HuntText.Read(HuntText.Condition("f" + field, value), Tables, out var hunt) is null
            && hunt.Stages.Count == 0);
}
