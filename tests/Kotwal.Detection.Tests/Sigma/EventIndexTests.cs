using Kotwal.Detection.Sigma;
using Kotwal.Events;

namespace Kotwal.Detection.Tests.Sigma;

public sealed class EventIndexTests
{
    private readonly FieldHandles handles = new();

    [Fact]
    public void Values_of_a_field_are_found_in_their_order()
    {
        var ip = handles.Take(Field.Of("related.ip"));
        var index = new EventIndex(handles);
        var batch = Some.Event(("related.ip", "a"), ("other.field", "b"), ("related.ip", "c"));

        index.Fill(batch[0]);

        var first = index.First(ip);
        var second = index.Next(first);
        Assert.Equal((0, 2, -1), (first, second, index.Next(second)));
    }

    [Fact]
    public void Nothing_of_the_event_before_is_left()
    {
        var host = handles.Take(Field.Of("host.name"));
        var word = handles.Take(Field.Of("a.field.of.no.schema"));
        var index = new EventIndex(handles);
        var batch = Some.Add(Some.Event(("host.name", "a"), ("host.name", "b")), ("a.field.of.no.schema", "c"));
        index.Fill(batch[0]);

        index.Fill(batch[1]);

        Assert.Equal(-1, index.First(host));
        Assert.Equal(-1, index.Next(index.First(word)));
    }

    [Fact]
    public void An_event_may_have_thousands_of_values()
    {
        var ip = handles.Take(Field.Of("related.ip"));
        var index = new EventIndex(handles);
        var batch = Some.Event([.. Enumerable.Range(0, 5_000).Select(number => ("related.ip", $"{number}"))]);

        index.Fill(batch[0]);

        var count = 0;
        for (var place = index.First(ip); place >= 0; place = index.Next(place))
        {
            Assert.Equal(count++, place);
        }

        Assert.Equal(5_000, count);
    }
}
