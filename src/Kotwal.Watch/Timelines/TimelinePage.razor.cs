using Kotwal.Watch.Events;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Timelines;

/// <summary>What happened with one host, user or address, in order. The address of the page holds the whole question.</summary>
public sealed partial class TimelinePage
{
    private const string UsualRange = "24h";

    private string kind = TimelineKind.All[0].Key;
    private string value = "";
    private string range = UsualRange;

    [Inject]
    private TimelineReader Reader { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindKey { get; set; }

    [SupplyParameterFromQuery(Name = "value")]
    public string? Value { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? Until { get; set; }

    private TimelineKind Kind => TimelineKind.Of(KindKey);

    private string Named => Value is { Length: <= SearchState.MaxNameLength } named && !named.Any(char.IsControl) ? named.Trim() : "";

    private TimeWindow Window => TimeWindow.Read(Range ?? UsualRange, From, Until, Clock.GetUtcNow());

    /// <inheritdoc/>
    protected override async Task<Timeline> ReadAsync(CancellationToken cancel)
    {
        (kind, value, range) = (Kind.Key, Named, Window.Key);
        return Named.Length == 0 ? new([], false, null) : await Reader.ReadAsync(Kind, Named, Window, await LookerAsync(), cancel);
    }

    private void Go() => Navigation.NavigateTo(
        range == TimeWindow.Custom && Window.Key == TimeWindow.Custom
            ? $"timeline?kind={kind}&value={Uri.EscapeDataString(value.Trim())}&range=custom&from={Uri.EscapeDataString(From ?? "")}&to={Uri.EscapeDataString(Until ?? "")}"
            : $"timeline?kind={kind}&value={Uri.EscapeDataString(value.Trim())}&range={range}");
}
