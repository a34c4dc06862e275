using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Ui;

/// <summary>
/// Numbers over time, over other numbers or over names, as lines, areas, columns or points; series differ in colour and in how their
/// line is broken. Whoever uses it shows the same figures as a table for those who do not see.
/// </summary>
public sealed partial class XyChart
{
    private const int Width = 1000;
    private const int Height = 200;
    private const int Margin = 6;
    private const int MaxNamed = 16;

    /// <summary>What is drawn.</summary>
    [Parameter, EditorRequired]
    public Plot Plot { get; set; } = new([], []);

    [Parameter]
    public PlotKind Kind { get; set; }

    /// <summary>What is counted.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    private double Highest { get; set; }

    private double Lowest { get; set; }

    private double ColumnWidth => Math.Max((double)Width / Math.Max(Plot.Slots.Count, 1) * 0.8 / Math.Max(Plot.Series.Count, 1), 0.5);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var values = Plot.Series.SelectMany(series => series.Values).OfType<double>().DefaultIfEmpty(0).ToList();
        (Lowest, Highest) = (Math.Min(values.Min(), 0), Math.Max(values.Max(), 0));
    }

    private static string ClassOf(int place) => FormattableString.Invariant($"series s{place % Plot.MaxSeries}");

    private double X(int slot) => Kind == PlotKind.Column
        ? (slot + 0.5) * Width / Plot.Slots.Count
        : Margin + (Plot.Slots[slot].Place * (Width - (2 * Margin)));

    private double Y(double value) =>
        Height - Margin - ((Highest > Lowest ? (value - Lowest) / (Highest - Lowest) : 0) * (Height - (2 * Margin)));

    private double ColumnAt(int slot, int series) => X(slot) - (ColumnWidth * Plot.Series.Count / 2) + (ColumnWidth * series);

    // Half way to the neighbours: the stretch in which a pointer means this place.
    private double ReachFrom(int slot) => slot == 0 ? 0 : slot == Plot.Slots.Count ? Width : (X(slot - 1) + X(slot)) / 2;

    private IEnumerable<(int Slot, double Value)> Known(int series) =>
        Plot.Series[series].Values.Index().Where(value => value.Item is not null).Select(value => (value.Index, value.Item!.Value));

    // A line does not lead over places that have no value.
    private List<List<(int Slot, double Value)>> Runs(int series)
    {
        var runs = new List<List<(int Slot, double Value)>>();
        foreach (var point in Known(series))
        {
            if (runs is [.., var last] && last[^1].Slot == point.Slot - 1)
            {
                last.Add(point);
            }
            else
            {
                runs.Add([point]);
            }
        }

        return runs;
    }

    private string Points(IEnumerable<(int Slot, double Value)> points) => string.Join(' ', points.Select(point => $"{Number(X(point.Slot))},{Number(Y(point.Value))}"));

    // Lines without a length and with round ends are dots whose shape does not depend on how the picture is stretched.
    private string Dots(IEnumerable<(int Slot, double Value)> points) =>
        points.Aggregate(new StringBuilder(), (path, point) => path.Append('M').Append(Number(X(point.Slot))).Append(' ').Append(Number(Y(point.Value))).Append("h0")).ToString();

    private string Words(int slot) => $"{Plot.Slots[slot].Text}: " + string.Join(", ", Plot.Series.Where(series => series.Values[slot] is not null)
        .Select(series => Plot.Series.Count > 1 ? $"{series.Name} {Write(series.Values[slot]!.Value)}" : Write(series.Values[slot]!.Value)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Write(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
