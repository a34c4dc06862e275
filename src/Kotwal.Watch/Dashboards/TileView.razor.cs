using System.Globalization;
using Kotwal.Console.Ui;
using Kotwal.Watch.Cells;
using Kotwal.Watch.Events;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Watch.Dashboards;

/// <summary>One tile of a dashboard: asks by itself, and again with each beat.</summary>
public sealed partial class TileView
{
    private (TileSpec, string, int)? asked;

    [Inject]
    private TileReader Reader { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public TileSpec Tile { get; set; } = default!;

    /// <summary>The stretch of time of the dashboard; a tile may have its own.</summary>
    [Parameter, EditorRequired]
    public string Range { get; set; } = TimeWindow.Default;

    /// <summary>Counts up; each beat asks anew.</summary>
    [Parameter]
    public int Beat { get; set; }

    /// <summary>Small controls beside the title.</summary>
    [Parameter]
    public RenderFragment? Tools { get; set; }

    private string Title => DashboardSpec.TextIn(Tile.Title, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private TimeWindow Window => TimeWindow.Read(Tile.Range ?? Range, null, null, Clock.GetUtcNow());

    private SearchState State => new(Tile.Query, Window);

    private string Href => Tile.Kind == TileKind.Map ? "map" : State.Href;

    /// <inheritdoc/>
    protected override async Task<TileAnswer> ReadAsync(CancellationToken cancel)
    {
        var asking = (Tile, Range, Beat);
        if (asked == asking && Page is { HasValue: true, Failure: null })
        {
            return Page.Value!;
        }

        var answer = await Reader.ReadAsync(Tile, Window, await LookerAsync(), cancel);
        asked = asking;
        return answer;
    }

    private IReadOnlyList<Bar> Bars(TileAnswer answer) =>
        [.. answer.Named.Select(bar => new Bar(bar.Name.Length == 0 ? Text["dashboards.none"] : bar.Name, bar.Value, EventsOf(answer, bar.Row)))];

    // To the events that the bar counts, where its columns are fields.
    private string? EventsOf(TileAnswer answer, object?[] row)
    {
        var named = answer.Table!.Columns.Index().Where(column => column.Item.Name.Contains('.') && row[column.Index] is string).ToList();
        return named.Count == 0
            ? null
            : named.Aggregate(State with { Query = HuntFilter.Source(Tile.Query) }, (search, column) => search.Filtered(column.Item.Name, CellText.Of(row[column.Index]), isOut: false)).Href;
    }

    private string Change(double number, double before) => before == 0
        ? Text["dashboards.before", Write(before)]
        : Text["dashboards.change", ((number - before) / before).ToString("+0 %;−0 %;±0 %", CultureInfo.InvariantCulture), Write(before)];

    private static string Write(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
