using Kotwal.Sigma.Correlation;

namespace Kotwal.Sigma.Tests.Correlation;

public sealed class CorrelationChainTests
{
    /// <summary>Layers of two correlations, each of which stands on both below: as many ways lead up as two to the number of layers.</summary>
    [Fact]
    public void Correlations_that_stand_on_each_other_many_times_cost_a_bounded_amount()
    {
        var story = new CorrelationStory(Layers(40));

        var matches = story.Add("a", 0);

        Assert.Empty(story.Engine.Rejected);
        Assert.InRange(matches.Count, 1_000, 1_001);
        Assert.InRange(story.Engine.CutMatches, 1, 100_000);
    }

    [Fact]
    public void What_one_event_makes_true_is_all_given_within_the_bound()
    {
        var story = new CorrelationStory(Layers(3), new CorrelationOptions { MaxMatchesOfEvent = 14 });

        Assert.Equal(14, story.Add("a", 0).Count);
        Assert.Equal(0, story.Engine.CutMatches);
    }

    private static string Layers(int count)
    {
        var layers = Enumerable.Range(0, count).SelectMany(layer => new[] { "l", "r" }.Select(side => CorrelationStory.Correlation(
            $"type: event_count\nrules: [{(layer == 0 ? "a" : $"l{layer - 1}, r{layer - 1}")}]\ntimespan: 1m\ngroup-by: []\ncondition: {{gte: 1}}", $"{side}{layer}")));
        return string.Join("---\n", layers);
    }
}
