namespace Kotwal.Watch.Events;

/// <summary>The searches that stand around an event: what else happened then, and what its host, user and addresses did.</summary>
internal static class EventContext
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(2.5);
    private static readonly TimeSpan Far = TimeSpan.FromMinutes(30);

    // Each row: the words of the link, and the fields of which the first that is there names whom it is about.
    private static readonly (string Text, string[] Fields)[] Sharing =
    [
        ("event.context.host", ["host.name", "host.hostname", "observer.name", "log.syslog.hostname", "winlog.computer_name"]),
        ("event.context.user", ["user.name", "source.user.name", "destination.user.name"]),
        ("event.context.address", ["source.ip", "client.ip"]),
        ("event.context.target", ["destination.ip", "server.ip"]),
        ("event.context.source", ["kotwal.source"]),
    ];

    // The kinds that the page of timelines knows.
    private static readonly (string Kind, string[] Fields)[] Things =
        [("host", Sharing[0].Fields), ("user", Sharing[1].Fields), ("address", Sharing[2].Fields), ("address", Sharing[3].Fields)];

    /// <summary>The addresses of the timelines of what the event names: a day before to a day after it.</summary>
    public static IReadOnlyList<(string Kind, string Value, string Href)> Timelines(FoundEvent found)
    {
        if (found.ValueOf("@timestamp") is not DateTimeOffset at)
        {
            return [];
        }

        var window = TimeWindow.Around(at, TimeSpan.FromDays(1));
        var (from, until) = (TimeWindow.Write(window.From), TimeWindow.Write(window.Until));
        return
        [
            .. Things.Select(thing => (thing.Kind, Value: thing.Fields.Select(found.TextOf).FirstOrDefault(text => text is { Length: > 0 and <= SearchState.MaxNameLength })))
                .Where(thing => thing.Value is not null).Distinct()
                .Select(thing => (thing.Kind, thing.Value!, $"timeline?kind={thing.Kind}&value={Uri.EscapeDataString(thing.Value!)}&range=custom&from={Uri.EscapeDataString(from!)}&to={Uri.EscapeDataString(until!)}")),
        ];
    }

    /// <summary>The links, in the order in which analysts ask; none for an event without a time.</summary>
    /// <param name="found">The event.</param>
    /// <param name="columns">The columns that are to stay.</param>
    public static IReadOnlyList<ContextLink> Of(FoundEvent found, IReadOnlyList<string> columns)
    {
        if (found.ValueOf("@timestamp") is not DateTimeOffset at)
        {
            return [];
        }

        var links = new List<ContextLink> { new("event.context.around", "", Search("", Near)) };
        foreach (var (text, fields) in Sharing)
        {
            if (fields.FirstOrDefault(field => found.TextOf(field) is { Length: > 0 and <= SearchState.MaxNameLength }) is { } field)
            {
                var value = found.TextOf(field)!;
                links.Add(new(text, value, Search(HuntFilter.With("", field, value, isOut: false), Far)));
            }
        }

        return links;

        SearchState Search(string query, TimeSpan half) => new(query, TimeWindow.Around(at, half)) { Columns = columns, Event = found.Id };
    }
}

/// <summary>One search around an event.</summary>
/// <param name="Text">Key of its words.</param>
/// <param name="Value">What the events share; empty for the time alone.</param>
/// <param name="State">The search, in which the event is open.</param>
internal sealed record ContextLink(string Text, string Value, SearchState State);
