using Kotwal.Console.Ui;
using Kotwal.Hunt;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>The line where a hunt is typed, with the stretch of time it looks at and the place where it is wrong.</summary>
public sealed partial class SearchBar
{
    private string shown = "";
    private string query = "";
    private string before = "";
    private string range = TimeWindow.Default;
    private string? from;
    private string? until;
    private Completion offered = new(0, []);
    private int typedAt;
    private MarkedText? live;

    [Inject]
    private CityTime CityTime { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Query { get; set; } = "";

    [Parameter, EditorRequired]
    public TimeWindow Window { get; set; } = default!;

    /// <summary>Where and why the hunt that was run is wrong.</summary>
    [Parameter]
    public HuntError? Error { get; set; }

    /// <summary>Called with what is to be searched.</summary>
    [Parameter]
    public EventCallback<(string Query, TimeWindow Window)> OnSearch { get; set; }

    private string Zone => CityTime.ZoneName;

    /// <summary>What is wrong: with what is being typed, or with what was run as long as that stands there.</summary>
    private MarkedText? Wrong => live ?? (Error is not null && query.Trim() == Query.Trim() ? new(Query, Error) : null);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A page that reads again must not take away what somebody is typing.
        var given = $"{Query}\n{Window.Key}\n{(Window.Key == TimeWindow.Custom ? Window.From : null)}\n{Window.Until}";
        if (given == shown)
        {
            return;
        }

        (shown, query, range) = (given, Query, Window.Key);
        (before, live, offered) = (query, null, new(0, []));
        from = Window.From is { } start ? CityTime.Input(start) : null;
        until = Window.Until is { } end ? CityTime.Input(end) : null;
    }

    private Task ChooseRangeAsync(ChangeEventArgs change)
    {
        range = change.Value as string ?? TimeWindow.Default;
        return range == TimeWindow.Custom ? Task.CompletedTask : SubmitAsync();
    }

    private void Offer()
    {
        // What was put in ends where somebody types: behind the last sign that differs.
        var same = query.AsSpan().CommonPrefixLength(before);
        var rest = 0;
        while (rest < Math.Min(query.Length, before.Length) - same && query[^(rest + 1)] == before[^(rest + 1)])
        {
            rest++;
        }

        typedAt = query.Length - rest;
        offered = HuntCompletion.At(query, typedAt);
        live = Judge(query, typedAt);
        before = query;
    }

    // What is not finished is not wrong yet.
    private static MarkedText? Judge(string text, int typedAt) =>
        HuntText.Read(text, out _) is { } error && error.Position + error.Length < Math.Min(typedAt, text.TrimEnd().Length) ? new(text, error) : null;

    private void Take(Offer offer) =>
        Show(query[..offered.Start] + offer.Insert + query[typedAt..].TrimStart(), offered.Start + offer.Insert.Length);

    private void Mend(MarkedText wrong, string name) => Show(wrong.With(name), wrong.Before.Length + name.Length);

    private void Show(string text, int place)
    {
        (query, before) = (text, text);
        offered = HuntCompletion.At(query, place) is { } next && next.Offers.All(offer => offer.Kind is OfferKind.Value) ? next : new(0, []);
        typedAt = place;
        live = Judge(query, query.Length);
    }

    private Task SubmitAsync()
    {
        (live, offered) = (null, new(0, []));
        var window = range == TimeWindow.Custom
            ? new TimeWindow(TimeWindow.Custom, CityTime.ReadInput(from), CityTime.ReadInput(until))
            : new TimeWindow(range, null, null);
        return OnSearch.InvokeAsync((query.Trim(), window));
    }
}
