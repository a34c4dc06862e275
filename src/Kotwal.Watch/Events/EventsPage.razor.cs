using System.Globalization;
using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>Searches the stored events. The address holds the whole search, so that it can be handed on.</summary>
public sealed partial class EventsPage
{
    /// <summary>Shortest time between two searches that new events cause: a search costs more than other readings.</summary>
    private static readonly TimeSpan LivePause = TimeSpan.FromSeconds(2);

    private bool isLive;
    private (string Text, string Window)? answered;
    private long answeredAt;

    [Inject]
    private EventSearch Search { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>The hunt.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    /// <summary>One of the known lengths of time, or <c>custom</c>.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? Until { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Events];

    private string Typed => Query ?? "";

    private TimeWindow Window => TimeWindow.Read(Range, From, Until, Clock.GetUtcNow());

    /// <inheritdoc/>
    protected override async Task<EventAnswer> ReadAsync(CancellationToken cancel)
    {
        var asked = (Typed, $"{Range} {From} {Until}");
        if (asked == answered && Page is { HasValue: true, Failure: null })
        {
            if (!isLive)
            {
                return Page.Value!;
            }

            var rest = LivePause - Clock.GetElapsedTime(answeredAt);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Clock, cancel);
        }

        var answer = await Search.AskAsync(Typed, Window, await LookerAsync(), cancel);
        (answered, answeredAt) = (asked, Clock.GetTimestamp());
        return answer;
    }

    private Task ToggleLiveAsync()
    {
        isLive = !isLive;
        answered = null;
        return isLive ? ReloadAsync() : Task.CompletedTask;
    }

    private Task Go((string Query, TimeWindow Window) search)
    {
        answered = null;
        var address = EventLinks.Search(search.Query, search.Window);
        if (Navigation.ToAbsoluteUri(address).ToString() == Navigation.Uri)
        {
            return ReloadAsync();
        }

        Navigation.NavigateTo(address);
        return Task.CompletedTask;
    }

    private Task GoTo(TimeSpanChoice choice) => Go((Typed, new(TimeWindow.Custom, choice.From, choice.Until)));

    private static int Rows(EventAnswer answer) => answer.Events?.Count ?? answer.Table?.Rows.Count ?? 0;

    private string Heading(EventAnswer answer) => Text[
        answer.Events is null ? "events.rowsTook" : "events.eventsTook",
        Rows(answer).ToString("N0", CultureInfo.InvariantCulture),
        answer.Took.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture)];
}
