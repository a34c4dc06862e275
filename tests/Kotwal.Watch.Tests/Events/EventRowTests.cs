using Kotwal.Lake;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class EventRowTests
{
    [Fact]
    public void A_row_names_host_deed_parties_and_message_by_what_is_there()
    {
        var row = RowOf(
            ("observer.name", "fw-1"), ("event.category", new object?[] { "network", "intrusion_detection" }), ("source.ip", "2001:db8::1"),
            ("source.port", 443L), ("destination.ip", "10.0.0.1"), ("network.transport", "tcp"), ("user.name", "asha"), ("event.original", "raw\nline"));

        Assert.Equal(("fw-1", "network, intrusion_detection"), (row.Host, row.What));
        Assert.Equal("asha · [2001:db8::1]:443 → 10.0.0.1 · tcp", row.Flow);
        Assert.Equal("raw line", row.Message);
    }

    [Fact]
    public void The_hosts_own_name_comes_before_the_senders_address()
    {
        var row = RowOf(("log.source.address", "10.9.9.9"), ("host.name", "cam-1"));

        Assert.Equal("cam-1", row.Host);
    }

    [Fact]
    public void A_record_that_could_not_be_read_says_why_and_counts_as_a_failure()
    {
        var row = RowOf(("error.message", "Expected '{'."), ("event.original", "garbage"));

        Assert.Equal((true, "Expected '{'."), (row.IsFailure, row.Message));
    }

    [Fact]
    public void An_answer_without_the_columns_of_events_gives_rows_without_words()
    {
        var row = RowOf();

        Assert.Equal((null, null, "", "", "", ""), (row.Id, row.At, row.Host, row.What, row.Flow, row.Message));
    }

    [Fact]
    public void A_message_of_endless_length_is_cut()
    {
        var row = RowOf(("message", new string('x', 1_000_000)));

        Assert.Equal(EventRow.MaxMessageLength, row.Message.Length);
    }

    [Fact]
    public void Fields_stand_in_groups_with_ours_last()
    {
        var groups = FieldGroup.Of([new("kotwal.source", "syslog"), new("message", "x"), new("user.name", "a"), new("user.id", "1"), new("@timestamp", "t")]);

        Assert.Equal(["", "user", "kotwal"], groups.Select(group => group.Name));
        Assert.Equal(["user.id", "user.name"], groups[1].Fields.Select(field => field.Name));
    }

    private static EventRow RowOf(params (string Name, object Value)[] cells) => Assert.Single(EventRow.Of(new(
        [.. cells.Select(cell => new QueryColumn(cell.Name, QueryType.Text))],
        [[.. cells.Select(cell => cell.Value)]],
        IsCut: false,
        TimeSpan.Zero), []));
}
