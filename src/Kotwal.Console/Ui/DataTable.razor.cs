using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Ui;

/// <summary>
/// A dense table whose rows keep their identity when the list changes. It pages through long lists, or draws only the rows in
/// sight when <see cref="Virtual"/> is set.
/// </summary>
/// <typeparam name="TRow">One row.</typeparam>
public sealed partial class DataTable<TRow>
{
    private const float RowPixels = 30;

    private List<TRow> rows = [];
    private int page;

    /// <summary>Rows in the order to be shown.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TRow> Items { get; set; } = [];

    /// <summary>What the table holds, for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    /// <summary>The <c>th</c> elements.</summary>
    [Parameter, EditorRequired]
    public RenderFragment Head { get; set; } = default!;

    /// <summary>The <c>td</c> elements of one row. A row that leads somewhere has a link in its first cell.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<TRow> Row { get; set; } = default!;

    /// <summary>What a row is known by.</summary>
    [Parameter, EditorRequired]
    public Func<TRow, object> RowKey { get; set; } = default!;

    /// <summary>Class of a row: <c>selected</c> and <c>quiet</c> are drawn; null for none.</summary>
    [Parameter]
    public Func<TRow, string?>? RowClass { get; set; }

    /// <summary>What stands below a row that is open, as wide as the table; not for <see cref="Virtual"/>.</summary>
    [Parameter]
    public RenderFragment<TRow>? Detail { get; set; }

    /// <summary>Which rows are open.</summary>
    [Parameter]
    public Func<TRow, bool>? IsOpen { get; set; }

    /// <summary>Rows on a page. Default 100.</summary>
    [Parameter]
    public int PageSize { get; set; } = 100;

    /// <summary>Draws only the rows in sight, in a box that scrolls. Rows must be one line high.</summary>
    [Parameter]
    public bool Virtual { get; set; }

    private int Pages => Math.Max(1, (rows.Count + PageSize - 1) / PageSize);

    private IEnumerable<TRow> Shown => rows.Skip(page * PageSize).Take(PageSize);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        rows = Items as List<TRow> ?? [.. Items];
        page = Math.Clamp(page, 0, Pages - 1);
    }
}
