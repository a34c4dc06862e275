namespace Kotwal.Hunt.Tests.Running;

/// <summary>Series and what is unusual in them.</summary>
public sealed class SeriesTests(TestLake lake) : IClassFixture<TestLake>
{
    private static readonly DateTime Now = Rows.Now.UtcDateTime;

    [Fact]
    public void A_series_has_a_value_for_each_step_and_zero_where_there_are_no_rows()
    {
        var rows = lake.Run("make-series n = count() on @timestamp from ago(2d) to now() step 6h by event.outcome");

        var expected = Rows.All.Where(row => row.Time >= Now.AddDays(-2) && row.Time < Now).GroupBy(row => row.Outcome).Select(group => Cells.Of(
            group.Key,
            Steps(8).Select(step => (object?)group.LongCount(row => row.Time >= step && row.Time < step.AddHours(6))).ToArray(),
            Steps(8).Cast<object?>().ToArray()));
        Assert.Equal(expected.Select(Cells.Shown).Order(), rows.Select(Cells.Shown).Order());

        static IEnumerable<DateTime> Steps(int count) => Enumerable.Range(0, count).Select(step => Now.AddDays(-2).AddHours(6 * step));
    }

    [Theory]
    [InlineData("alerts | make-series n = count(), top = max(score) default = -1 on score step 20", "[1, 0, 2, 1, 1] | [10, -1, 55, 70, 90] | [0, 20, 40, 60, 80]")]
    [InlineData("alerts | make-series s = sum(score) on score from 40 to 80 step 20", "[95, 70] | [40, 60]")]
    [InlineData("alerts | make-series a = avg(score) default = 0.5 on score in range(0, 60, 30)", "[10, 47.5] | [0, 30]")]
    [InlineData("alerts | where score > 1000 | make-series n = count() on score from 0 to 2 step 1", "[0, 0] | [0, 1]")]
    [InlineData("alerts | make-series who = take_any(user.name) default = 'none' on score from 60 to 120 step 20", "[root, Admin, none] | [60, 80, 100]")]
    public void Series_of_numbers_are_those_that_were_worked_out(string hunt, string expected) =>
        Assert.Equal(expected, Cells.Shown(Assert.Single(lake.Run(hunt))));

    [Fact]
    public void A_series_expands_into_its_steps()
    {
        var found = lake.Run("alerts | make-series n = count() on score from 0 to 100 step 20 | mv-expand n, score to typeof(long) | where n > 0 | project score, n");

        Assert.Equal([[0L, 1L], [40L, 2L], [60L, 1L], [80L, 1L]], found);
    }

    [Theory]
    [InlineData("none", "0")]
    [InlineData("avg", "0")]
    [InlineData("linefit", "0")]
    [InlineData("avg", "24")]
    [InlineData("linefit", "-1")]
    public void A_spike_and_a_gap_are_told_from_what_is_usual(string trend, string seasonality)
    {
        var daily = seasonality != "0";
        var values = Enumerable.Range(0, 24 * 10)
            .Select(hour => 100.0 + (hour * 7919 % 5) + (daily ? 60 * Math.Sin(hour % 24 / 24.0 * 2 * Math.PI) : 0) + (trend == "linefit" ? hour / 2.0 : 0)).ToArray();
        values[77] += 300;
        values[150] -= 200;

        var row = Assert.Single(Decompose(values, $"1.5, {seasonality}, '{trend}'"));

        var flags = ((object?[])row[0]!).Cast<double>().Select((flag, step) => (flag, step)).Where(one => one.flag != 0).ToList();
        Assert.Contains((1.0, 77), flags);
        Assert.Contains((-1.0, 150), flags);
        Assert.True(flags.Count < 8, $"Too much is unusual: {string.Join(", ", flags)}");
        var baseline = ((object?[])row[2]!).Cast<double>().ToList();
        Assert.True((trend == "none" && !daily) || Math.Abs(baseline[76] - values[76]) < 40, $"Expected about {values[76]}, found {baseline[76]}.");
    }

    [Fact]
    public void Scores_are_distances_from_the_middle_part()
    {
        // One to nine, and forty: the tenth percentile is 1.9, the ninetieth 12.1, one range is 10.2 wide.
        var row = Assert.Single(Decompose([1, 2, 3, 4, 5, 6, 7, 8, 9, 40], "1.5, 0, 'none'"));

        var scores = ((object?[])row[1]!).Cast<double>().ToList();
        Assert.Equal((40 - 12.1) / 10.2 / 0.3684, scores[9], 6);
        Assert.Equal((1 - 1.9) / 10.2 / 0.3684, scores[0], 6);
        Assert.All(scores[1..9], score => Assert.Equal(0, score));
    }

    [Fact]
    public void A_level_series_has_nothing_unusual() =>
        Assert.All((object?[])Decompose([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], "1.5")[0][0]!, flag => Assert.Equal(0.0, flag));

    private List<object?[]> Decompose(double[] values, string arguments)
    {
        var texts = values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return lake.Run("alerts | take 1 | extend v = dynamic([" + string.Join(",", texts) + "]) | mv-expand with_itemindex=i v to typeof(double) "
            + $"| make-series s = sum(v) on i from 0 to {values.Length} step 1 | project (flags, scores, baseline) = series_decompose_anomalies(s, {arguments})");
    }
}
