using CsCheck;
using Kotwal.Sigma.Correlation;

namespace Kotwal.Sigma.Tests.Correlation;

public sealed class CorrelationValueTests
{
    [Theory]
    [InlineData("type: value_sum", "gte: 60", 3)]
    [InlineData("type: value_sum", "gt: 60", 4)]
    [InlineData("type: value_avg", "gt: 20", 4)]
    [InlineData("type: value_avg", "lt: 11", 1)]
    [InlineData("type: value_median", "gte: 20", 3)]
    [InlineData("type: value_median", "gt: 20", 4)]
    [InlineData("type: value_percentile", "percentile: 75, gte: 25", 3)]
    [InlineData("type: value_percentile", "percentile: 90, gt: 30", 4)]
    public void An_aggregate_of_the_window_is_compared_with_the_bounds(string type, string bound, int matchAt)
    {
        var story = new CorrelationStory(CorrelationStory.Correlation($"{type}\nrules: [a]\ngroup-by: [User]\ntimespan: 1m\ncondition: {{field: Size, {bound}}}"));

        var matches = new[] { "10", "20", "30", "40" }.Select((size, index) => story.Add("a", index, ("User", "eve"), ("Size", size)).Count).ToList();

        Assert.Empty(story.Engine.Rejected);
        Assert.Equal(matchAt - 1, matches.IndexOf(1));
    }

    [Fact]
    public void What_is_no_number_is_not_counted()
    {
        var story = new CorrelationStory(CorrelationStory.Correlation("type: value_sum\nrules: [a]\ntimespan: 1m\ncondition: {field: Size, gte: 3}"));

        Assert.Empty(story.Add("a", 0, ("Size", "many")));
        Assert.Empty(story.Add("a", 1, ("Size", "1e30")));
        Assert.Empty(story.Add("a", 2));
        Assert.Empty(story.Add("a", 3, ("Size", "2.5")));
        Assert.Equal(2, Assert.Single(story.Add("a", 4, ("Size", "0.5"))).Count);
    }

    [Fact]
    public void A_restart_forgets_no_number()
    {
        const string Section = "type: value_sum\nrules: [a]\ntimespan: 1m\ncondition: {field: Size, gte: 30}";
        var before = new CorrelationStory(CorrelationStory.Correlation(Section));
        before.Add("a", 0, ("Size", "10.25"));
        before.Add("a", 1, ("Size", "10"));
        var after = new CorrelationStory(CorrelationStory.Correlation(Section)) { Events = 2 };

        Assert.True(after.Engine.TryRestore(before.Engine.Snapshot(), out _));

        Assert.Single(after.Add("a", 2, ("Size", "9.75")));
    }

    /// <summary>Windows end with the new event or with a newer one that is near enough; each is counted anew here.</summary>
    [Fact]
    public void Keeping_up_gives_what_counting_anew_gives()
    {
        var events = Gen.Select(Gen.Int[0, 400], Gen.Int[-5, 40]).Array[1, 60];
        Gen.Select(events, Gen.OneOf("value_sum", "value_avg", "value_median", "value_percentile"), Gen.Int[15, 120]).Sample((story, type, bound) =>
        {
            var engine = new CorrelationStory(
                CorrelationStory.Correlation($"type: {type}\nrules: [a]\ntimespan: 60s\ncondition: {{field: Size, gte: {bound}{(type == "value_percentile" ? ", percentile: 80" : "")}}}"),
                new CorrelationOptions { Lateness = TimeSpan.FromHours(1) });
            var known = new List<(int At, int Size)>();
            foreach (var (at, size) in story)
            {
                known.Add((at, size));
                var isWanted = known.Select(one => one.At).Where(end => end >= at && end - at <= 60).Distinct()
                    .Any(end => Aggregate(type, [.. known.Where(one => one.At <= end && one.At >= end - 60).Select(one => one.Size)]) >= bound);

                var isFound = engine.Add("a", at, ("Size", $"{size}")).Count == 1;

                Assert.Equal(isWanted, isFound);
                if (isFound)
                {
                    known.Clear();
                }
            }
        });
    }

    private static decimal Aggregate(string type, List<int> sizes)
    {
        sizes.Sort();
        var place = (sizes.Count - 1) * (type == "value_percentile" ? 0.8m : 0.5m);
        var (below, above) = ((int)place, Math.Min((int)place + 1, sizes.Count - 1));
        return type switch
        {
            "value_sum" => sizes.Sum(),
            "value_avg" => (decimal)sizes.Sum() / sizes.Count,
            _ => sizes[below] + ((sizes[above] - sizes[below]) * (place - below)),
        };
    }
}
