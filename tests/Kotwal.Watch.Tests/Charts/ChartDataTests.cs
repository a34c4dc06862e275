using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Watch.Charts;

namespace Kotwal.Watch.Tests.Charts;

public sealed class ChartDataTests
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    [Fact]
    public void Times_are_in_order_and_each_name_is_a_series()
    {
        var data = Draw("timechart", ["host.name", "at", "n"], [["b", Noon.AddHours(2), 3L], ["a", Noon, 1L], ["b", Noon, 2L]]);

        Assert.Equal([("12:00", 0.0), ("14:00", 1.0)], data.Plot.Slots.Select(slot => (slot.Text, slot.Place)).Select(slot => (slot.Text, Math.Round(slot.Place, 3))));
        Assert.Equal(["b", "a"], data.Plot.Series.Select(series => series.Name));
        Assert.Equal([2, 3], data.Plot.Series[0].Values);
        Assert.Equal([1, null], data.Plot.Series[1].Values);
    }

    [Fact]
    public void Lists_of_make_series_are_points()
    {
        var data = Draw("linechart", ["host.name", "n", "at"], [["a", new object?[] { 1L, 2L }, new object?[] { Noon, Noon.AddHours(1) }], ["b", new object?[] { 5L, 0L }, new object?[] { Noon, Noon.AddHours(1) }]]);

        Assert.Equal(2, data.Plot.Slots.Count);
        Assert.Equal([1, 2], data.Plot.Series.Single(series => series.Name == "a").Values);
    }

    [Fact]
    public void Names_keep_the_order_of_the_rows_and_several_numbers_are_several_series()
    {
        var data = Draw("columnchart", ["user.name", "good", "bad"], [["zoe", 1L, 0.5], [null, 2L, 4L]]);

        Assert.Equal(["zoe", "–"], data.Plot.Slots.Select(slot => slot.Text));
        Assert.Equal([("good", 1.0), ("bad", 0.5)], data.Plot.Series.Select(series => (series.Name, series.Values[0]!.Value)));
        Assert.Equal(["zoe · good", "zoe · bad"], data.Bars(2).Select(bar => bar.Name));
    }

    [Fact]
    public void Properties_say_which_column_is_what()
    {
        var data = Draw("barchart", ["a", "b", "n", "m"], [["x", "y", 1L, 2L]], ("xcolumn", "b"), ("ycolumns", "m"), ("series", "a"));

        Assert.Equal(("y", "x", 2.0), (data.Plot.Slots.Single().Text, data.Plot.Series.Single().Name, data.Plot.Series.Single().Values.Single()!.Value));
        Assert.Equal("y", Draw("barchart", ["a", "b", "n"], [["x", "y", 1L]], ("xcolumn", "nothing"), ("series", "b")).Plot.Series.Single().Name);
    }

    [Fact]
    public void The_smallest_series_and_slices_beyond_what_can_be_told_apart_are_counted()
    {
        object?[][] rows = [.. Enumerable.Range(1, 20).Select(n => new object?[] { Noon, $"s{n}", (long)n })];

        var data = Draw("timechart", ["at", "name", "n"], rows);
        var slices = Draw("piechart", ["name", "n"], [.. rows.Select(row => row[1..])]).Slices("others");

        Assert.Equal((8, 12), (data.Plot.Series.Count, data.Hidden));
        Assert.DoesNotContain(data.Plot.Series, series => series.Name == "s1");
        Assert.Equal((8, "s20", "others", 91.0), (slices.Count, slices[0].Name, slices[^1].Name, slices[^1].Value));
        Assert.Equal(100, Draw("timechart", ["at", "n"], [.. Enumerable.Range(0, 700).Select(n => new object?[] { Noon.AddMinutes(n), 1L })]).HiddenSlots);
    }

    [Fact]
    public void Points_of_a_cloud_are_not_added_up()
    {
        var data = Draw("scatterchart", ["n", "m"], [[3L, 2L], [3L, 5L], [1L, 2L]]);

        Assert.Equal([0, 1, 1], data.Plot.Slots.Select(slot => slot.Place));
        Assert.Equal([2, 2, 5], data.Plot.Series.Single().Values);
        Assert.Equal(7, Draw("columnchart", ["n", "m"], [[3L, 2L], [3L, 5L]], ("xcolumn", "n")).Plot.Series.Single().Values.Single());
    }

    [Theory]
    [InlineData("timechart")]
    [InlineData("piechart")]
    [InlineData("scatterchart")]
    public void Rows_without_a_number_draw_nothing_and_odd_cells_do_no_harm(string kind)
    {
        Assert.Empty(Draw(kind, ["a"], [["x"]]).Plot.Series);
        Assert.Empty(Draw(kind, ["a", "n"], [["x", double.NaN], ["y", null], ["z", double.PositiveInfinity]]).Plot.Series);
        Assert.Single(Draw(kind, ["n"], [[1L], [-2L]]).Plot.Series);
        Assert.NotEmpty(Draw(kind, ["n", "m"], [[1L, 2.5], [3L, 4.5]]).Plot.Series);
        Assert.Empty(Draw(kind, ["l"], [[Array.Empty<object?>()]]).Plot.Series);
    }

    private static ChartData Draw(string kind, string[] columns, object?[][] rows, params (string Name, string Value)[] properties)
    {
        var chart = new HuntChart(kind, properties.ToDictionary(property => property.Name, property => property.Value));
        var result = new QueryResult([.. columns.Select(column => new QueryColumn(column, QueryType.Text))], rows, false, TimeSpan.Zero) { Chart = chart };
        return ChartData.Of(result, chart, at => at.ToString("HH:mm", CultureInfo.InvariantCulture));
    }
}
