namespace Kotwal.Hunt;

/// <summary>How the person who asked wants the result drawn, as <c>render</c> says it. A hint: the rows are the same without it.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Properties">What <c>with (…)</c> says, by name; for example the title, or the columns of an axis.</param>
public sealed record HuntChart(string Kind, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>All kinds of charts.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "table", "timechart", "linechart", "areachart", "columnchart", "barchart", "piechart", "scatterchart", "anomalychart", "card",
    ];
}
