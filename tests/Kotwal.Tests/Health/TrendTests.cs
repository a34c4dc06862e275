using Kotwal.Health;

namespace Kotwal.Tests.Health;

public sealed class TrendTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_reaches_its_bound_when_it_should_whatever_a_few_values_say()
    {
        var trend = new Trend(100, TimeSpan.FromMinutes(1));
        for (var minute = 0; minute < 60; minute++)
        {
            trend.Add(Noon.AddMinutes(minute), minute % 10 == 5 ? 50 : 1_000 - minute);
        }

        var reached = trend.Reaches(0);

        Assert.InRange(reached!.Value, Noon.AddMinutes(990), Noon.AddMinutes(1_010));
        Assert.Null(trend.Reaches(2_000));
    }

    [Fact]
    public void Nothing_is_foreseen_of_what_stands_still_or_is_not_known()
    {
        var still = new Trend(10, TimeSpan.FromMinutes(1));
        for (var minute = 0; minute < 20; minute++)
        {
            still.Add(Noon.AddMinutes(minute), 7);
        }

        Assert.Null(still.Reaches(0));
        Assert.Equal(10, still.Values.Count);
        Assert.Null(new Trend(10, TimeSpan.Zero).Reaches(0));
    }
}
