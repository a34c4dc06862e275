using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Watch.Charts;

/// <summary>The rows of a result as a chart looks at them: one point a row, and what each column is for.</summary>
/// <param name="Rows">The rows; a row of lists of one length (<c>make-series</c>) has become one for each item.</param>
/// <param name="X">Column of the axis; -1 for none.</param>
/// <param name="Ys">Columns of numbers.</param>
/// <param name="Names">Columns whose texts part the points into series.</param>
internal sealed record ChartRows(IReadOnlyList<object?[]> Rows, int X, IReadOnlyList<int> Ys, IReadOnlyList<int> Names)
{
    // Lists are as long as a person's hunt makes them.
    private const int MaxRows = 50_000;

    public static ChartRows Of(QueryResult result, HuntChart chart)
    {
        List<object?[]> rows = [.. result.Rows.SelectMany(Spread).Take(MaxRows)];
        var columns = Enumerable.Range(0, result.Columns.Count).ToList();
        var numbers = columns.Where(column => Has(rows, column, cell => cell is long or double) && !Has(rows, column, cell => cell is string or DateTimeOffset)).ToList();
        var x = Named(result, chart, "xcolumn") is [var said, ..] ? said : AxisOf(rows, columns, numbers, chart.Kind);
        var ys = Named(result, chart, "ycolumns") is { Count: > 0 } some ? some.Where(numbers.Contains).ToList() : numbers.Where(column => column != x).ToList();
        var names = Named(result, chart, "series") is { Count: > 0 } series
            ? series
            : columns.Where(column => column != x && Has(rows, column, cell => cell is string or bool)).ToList();
        return new(rows, x, ys, names);
    }

    private static int AxisOf(List<object?[]> rows, List<int> columns, List<int> numbers, string kind)
    {
        var time = columns.FindIndex(column => Has(rows, column, cell => cell is DateTimeOffset));
        var text = columns.FindIndex(column => Has(rows, column, cell => cell is string or bool));
        return kind switch
        {
            "barchart" or "columnchart" or "piechart" when text >= 0 => text,
            _ when time >= 0 => time,
            "scatterchart" or "linechart" or "areachart" or "timechart" or "anomalychart" when numbers.Count > 1 => numbers[0],
            _ => text,
        };
    }

    private static List<int> Named(QueryResult result, HuntChart chart, string property) => chart.Properties.GetValueOrDefault(property) is not { } said
        ? []
        : [.. said.Split(',', StringSplitOptions.TrimEntries).Select(name => result.Columns.Index().FirstOrDefault(column => column.Item.Name == name, (-1, default!)).Index).Where(place => place >= 0)];

    private static bool Has(List<object?[]> rows, int column, Predicate<object?> what) => rows.Exists(row => what(row[column]));

    private static IEnumerable<object?[]> Spread(object?[] row)
    {
        var length = row.OfType<object?[]>().Select(list => list.Length).DefaultIfEmpty(-1).Max();
        return length < 0
            ? [row]
            : Enumerable.Range(0, length).Select(place => Array.ConvertAll(row, cell => cell is object?[] list ? list.ElementAtOrDefault(place) : cell));
    }
}
