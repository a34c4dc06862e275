using Kotwal.Console.Ui;
using Kotwal.Hunt;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Events;

/// <summary>The line where a hunt is typed, with the stretch of time it looks at and the place where it is wrong.</summary>
public sealed partial class SearchBar
{
    private string shown = "";
    private string query = "";
    private string range = TimeWindow.Default;
    private string? from;
    private string? until;

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

    private string Before => Query[..Start];

    private string Wrong => Error!.Length > 0 && Start < Query.Length ? Query.Substring(Start, Math.Min(Error.Length, Query.Length - Start)) : "▲";

    private string After => Wrong == "▲" ? Query[Start..] : Query[(Start + Wrong.Length)..];

    private int Start => Math.Clamp(Error!.Position, 0, Query.Length);

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
        from = Window.From is { } start ? CityTime.Input(start) : null;
        until = Window.Until is { } end ? CityTime.Input(end) : null;
    }

    private Task ChooseRangeAsync(ChangeEventArgs change)
    {
        range = change.Value as string ?? TimeWindow.Default;
        return range == TimeWindow.Custom ? Task.CompletedTask : SubmitAsync();
    }

    private Task SubmitAsync()
    {
        var window = range == TimeWindow.Custom
            ? new TimeWindow(TimeWindow.Custom, CityTime.ReadInput(from), CityTime.ReadInput(until))
            : new TimeWindow(range, null, null);
        return OnSearch.InvokeAsync((query.Trim(), window));
    }
}
