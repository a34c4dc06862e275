using Kotwal.Console.Ui;
using Kotwal.Lake;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

public sealed class TimeWindowTests
{
    [Theory]
    [InlineData("15m", 15)]
    [InlineData("24h", 24 * 60)]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("nonsense", 60)]
    [InlineData(null, 60)]
    public void A_known_length_reaches_back_from_now(string? key, int minutes)
    {
        var window = TimeWindow.Read(key, null, null, Some.Noon);

        Assert.Equal((Some.Noon.AddMinutes(-minutes), null), (window.From, window.Until));
    }

    [Fact]
    public void All_time_has_no_condition() =>
        Assert.Empty(TimeWindow.Read(TimeWindow.All, null, null, Some.Noon).Conditions());

    [Fact]
    public void A_stretch_of_ones_own_comes_back_from_its_address()
    {
        var from = Some.Noon.AddMicroseconds(1);

        var window = TimeWindow.Read(TimeWindow.Custom, TimeWindow.Write(from), TimeWindow.Write(Some.Noon.AddDays(1)), Some.Noon);

        Assert.Equal((from, Some.Noon.AddDays(1)), (window.From, window.Until));
    }

    [Fact]
    public void Around_the_ends_of_the_calendar_it_is_cut()
    {
        var (first, last) = (TimeWindow.Around(DateTimeOffset.MinValue, TimeSpan.FromDays(1)), TimeWindow.Around(DateTimeOffset.MaxValue, TimeSpan.FromDays(1)));

        Assert.Equal((DateTimeOffset.MinValue, DateTimeOffset.MaxValue), (first.From, last.Until));
        Assert.Equal(DateTimeOffset.MinValue.AddDays(1), first.Until);
    }

    [Fact]
    public void A_time_that_is_none_is_no_bound()
    {
        var window = TimeWindow.Read(TimeWindow.Custom, "yesterday", "", Some.Noon);

        Assert.Equal((null, null), (window.From, window.Until));
    }

    [Theory]
    [InlineData(15 * 60, 10)]
    [InlineData(3600, 60)]
    [InlineData(24 * 3600, 1800)]
    [InlineData(7 * 24 * 3600, 10_800)]
    [InlineData(1, 1)]
    public void Bars_are_as_long_as_people_count_and_not_too_many(int seconds, int bucket)
    {
        var length = TimeWindow.BucketFor(Some.Noon, Some.Noon.AddSeconds(seconds));

        Assert.Equal(bucket, length.TotalSeconds);
        Assert.True(seconds / length.TotalSeconds < TimeWindow.MaxBuckets);
    }

    [Fact]
    public void Bars_have_no_gaps_and_begin_where_the_lake_counts()
    {
        var counts = new QueryResult(
            [new("at", QueryType.Time), new("n", QueryType.Whole)],
            [[Some.Noon.AddMinutes(5), 7L], [Some.Noon, 2L]],
            IsCut: false,
            TimeSpan.Zero);

        var bars = Histograms.Fill(counts, Some.Noon.AddSeconds(70), Some.Noon.AddMinutes(11), TimeSpan.FromMinutes(5));

        Assert.Equal(
            [new HistogramBucket(Some.Noon, 2), new(Some.Noon.AddMinutes(5), 7), new(Some.Noon.AddMinutes(10), 0)], bars);
    }

    [Fact]
    public void Times_before_1970_have_bars_too()
    {
        var old = new DateTimeOffset(1969, 12, 31, 23, 59, 30, TimeSpan.Zero);

        var bars = Histograms.Fill(new([], [], false, TimeSpan.Zero), old, old.AddMinutes(1), TimeSpan.FromMinutes(1));

        Assert.Equal([new(1969, 12, 31, 23, 59, 0, TimeSpan.Zero), DateTimeOffset.UnixEpoch], bars.Select(bar => bar.Start));
    }

    [Fact]
    public void The_longest_time_there_is_draws_a_bounded_number_of_bars()
    {
        var (first, last) = (Kotwal.Events.EventTime.Earliest, Kotwal.Events.EventTime.Latest);

        var bars = Histograms.Fill(new([], [], false, TimeSpan.Zero), first, last, TimeWindow.BucketFor(first, last));

        Assert.InRange(bars.Count, 2, TimeWindow.MaxBuckets + 1);
    }
}
