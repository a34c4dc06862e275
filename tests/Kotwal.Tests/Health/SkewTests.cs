using Kotwal.Health;

namespace Kotwal.Tests.Health;

public sealed class SkewTests
{
    private const long Second = 1_000_000_000;

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_clock_that_is_behind_by_the_same_time_always_is_wrong() =>
        Assert.True(Measure(Enumerable.Range(0, 50).Select(i => (600 * Second) + (i * Second / 100))).IsWrong(Most));

    [Fact]
    public void Records_that_are_late_by_different_times_say_nothing_of_a_clock() =>
        Assert.False(Measure(Enumerable.Range(0, 128).Select(i => i * 3_600L * Second)).IsWrong(Most));

    [Fact]
    public void A_few_strange_records_move_nothing()
    {
        var random = new Random(20260302);

        var skew = Measure(Enumerable.Repeat(2 * Second, 88).Concat(Enumerable.Range(0, 40).Select(_ => random.NextInt64(long.MinValue / 4, long.MaxValue / 4))));

        Assert.InRange(skew.Seconds, 1.9, 2.1);
        Assert.False(skew.IsWrong(Most));
    }

    [Fact]
    public void An_old_file_that_is_read_in_one_go_says_another_time_at_each_look()
    {
        var clock = Measure(Enumerable.Repeat(7_200 * Second, 50));
        var file = Measure(Enumerable.Range(0, 50).Select(i => (7_200 * Second) - (i * Second / 10)));
        var later = Measure(Enumerable.Range(0, 90).Select(i => (5_000 * Second) - (i * Second / 10)));

        Assert.True(clock.IsRepeatedBy(Measure(Enumerable.Repeat(7_201 * Second, 90))));
        Assert.False(clock.IsRepeatedBy(clock));
        Assert.True(file.IsWrong(Most));
        Assert.False(file.IsRepeatedBy(later));
    }

    [Theory]
    [InlineData(5.5 * 3600, true)]
    [InlineData(-5.5 * 3600, true)]
    [InlineData(1800, true)]
    [InlineData(1000, false)]
    [InlineData(700, false)]
    public void A_difference_of_time_zones_is_named(double seconds, bool isZone) =>
        Assert.Equal(isZone, Measure(Enumerable.Repeat((long)(seconds * Second), 30)).IsZone);

    private static Skew Measure(IEnumerable<long> differences)
    {
        var ring = new SkewRing();
        foreach (var one in differences)
        {
            ring.Add(one / (double)Second);
        }

        return ring.Measure();
    }
}
