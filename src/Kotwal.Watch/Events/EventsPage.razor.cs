using System.Globalization;
using Kotwal.City.Sessions;
using Kotwal.City.Work;
using Kotwal.Console.Ui;
using Kotwal.Watch.Hunts;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>Searches the stored events. The address holds the whole search, so that it can be handed on.</summary>
public sealed partial class EventsPage
{
    /// <summary>Shortest time between two searches that new events cause: a search costs more than other readings.</summary>
    private static readonly TimeSpan LivePause = TimeSpan.FromSeconds(2);

    private static readonly (string Format, string Words)[] Formats = [("csv", "CSV"), ("jsonl", "JSON"), ("parquet", "Parquet")];

    private bool isLive;
    private string? answered;
    private long answeredAt;

    [Inject]
    private EventSearch Search { get; set; } = default!;

    [Inject]
    private HuntHistory History { get; set; } = default!;

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

    /// <summary>Fields to be shown as columns.</summary>
    [SupplyParameterFromQuery(Name = "col")]
    public string[]? Columns { get; set; }

    /// <summary>The field whose values are counted.</summary>
    [SupplyParameterFromQuery(Name = "field")]
    public string? Field { get; set; }

    /// <summary>The event that is open in the list.</summary>
    [SupplyParameterFromQuery(Name = "event")]
    public Guid? Event { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<CityTopic> Topics => [CityTopic.Events];

    private string Typed => Query ?? "";

    private TimeWindow Window => TimeWindow.Read(Range, From, Until, Clock.GetUtcNow());

    private SearchState State => new(Typed, Window)
    {
        Columns = SearchState.ReadColumns(Columns),
        Field = SearchState.ReadField(Field),
        Event = Event,
    };

    /// <inheritdoc/>
    protected override async Task<EventAnswer> ReadAsync(CancellationToken cancel)
    {
        // What is open in the page is read by those parts themselves.
        var asked = $"{Typed}\n{Range} {From} {Until}\n{string.Join('\n', Columns ?? [])}";
        if (asked == answered && Page is { HasValue: true, Failure: null })
        {
            if (!isLive)
            {
                return Page.Value! with { Asked = State };
            }

            var rest = LivePause - Clock.GetElapsedTime(answeredAt);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Clock, cancel);
        }

        var state = State;
        var looker = await LookerAsync();
        var answer = await Search.AskAsync(state, looker, cancel);
        if (state.Query.Length > 0 && asked != answered && !isLive && answer is { Error: null, Failure: null } && SessionPrincipal.AccountOf(looker) is { } account)
        {
            await History.NoteAsync(account, state.Saved, Rows(answer), cancel);
        }

        (answered, answeredAt) = (asked, Clock.GetTimestamp());
        return answer;
    }

    private Task ToggleLiveAsync()
    {
        isLive = !isLive;
        answered = null;
        return isLive ? ReloadAsync() : Task.CompletedTask;
    }

    private Task Go((string Query, TimeWindow Window) search) =>
        GoAsync(State with { Query = search.Query, Window = search.Window, Event = null });

    private Task GoTo(TimeSpanChoice choice) =>
        GoAsync(State with { Window = TimeWindow.Between(choice.From, choice.Until), Event = null });

    private Task GoAsync(SearchState search)
    {
        answered = null;
        if (Navigation.ToAbsoluteUri(search.Href).ToString() == Navigation.Uri)
        {
            return ReloadAsync();
        }

        Navigation.NavigateTo(search.Href);
        return Task.CompletedTask;
    }

    private string Export(string format) => "api/v1/events/export" + (State with { Field = null, Event = null }).Question(("format", format));

    private static int Rows(EventAnswer answer) => answer.Events?.Count ?? answer.Table?.Rows.Count ?? 0;

    // What is shown, of what there is; the bars count all of it.
    private string Heading(EventAnswer answer)
    {
        var (shown, took) = (Write(Rows(answer)), answer.Took.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture));
        var all = answer.Buckets.Sum(bucket => bucket.Count);
        return answer switch
        {
            { Events: null } => Text["events.rowsTook", shown, took],
            { IsCut: true } when all > 0 => Text["events.eventsOfTook", shown, Write(all), took],
            _ => Text["events.eventsTook", shown, took],
        };
    }

    private static string Write(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
