using CsCheck;

namespace Kotwal.Sigma.Tests.Correlation;

/// <summary>On events in order of time, the incremental engine agrees with a literal recount of all that came since the last match.</summary>
public sealed class CorrelationModelTests
{
    private static readonly Gen<(int Wait, string Rule, string Value)[]> Stories =
        Gen.Select(Gen.Int[0, 40], Gen.OneOf("a", "b", "c"), Gen.OneOf("1", "2", "3", "4")).Array[0, 80];

    [Fact]
    public void Event_counts_agree_with_a_recount() => Agree(
        "type: event_count\nrules: [a]\ntimespan: 1m\ncondition:\n  gte: 3",
        since => since.Count(entry => entry.Rule == "a") >= 3);

    [Fact]
    public void Value_counts_agree_with_a_recount() => Agree(
        "type: value_count\nrules: [a, b]\ntimespan: 1m\ncondition:\n  field: V\n  gte: 3",
        since => since.Where(entry => entry.Rule != "c").Select(entry => entry.Value).Distinct().Count() >= 3);

    [Fact]
    public void Temporal_agrees_with_a_recount() => Agree(
        "type: temporal\nrules: [a, b, c]\ntimespan: 1m",
        since => since.Select(entry => entry.Rule).Distinct().Count() == 3);

    [Fact]
    public void Temporal_ordered_agrees_with_a_recount() => Agree(
        "type: temporal_ordered\nrules: [a, b, c]\ntimespan: 1m",
        since =>
        {
            var first = since.FindIndex(entry => entry.Rule == "a");
            var second = first < 0 ? -1 : since.FindIndex(first, entry => entry.Rule == "b");
            return second >= 0 && since.FindIndex(second, entry => entry.Rule == "c") >= 0;
        });

    /// <summary>Also where events come late: values that have come again are forgotten one at a time and taken away many at once.</summary>
    [Fact]
    public void Value_counts_agree_with_a_recount_when_events_come_late() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 50], Gen.Int[0, 9]).Array[0, 300].Sample(events =>
        {
            var story = new CorrelationStory(CorrelationStory.Correlation("type: value_count\nrules: [a]\ntimespan: 1m\ncondition:\n  field: V\n  gte: 8"));
            var since = new Dictionary<string, int>();
            var now = 0;
            foreach (var (wait, late, value) in events)
            {
                now += wait;
                var at = now - late;
                var text = value.ToString(System.Globalization.CultureInfo.InvariantCulture);
                var isNews = !since.TryGetValue(text, out var known) || known <= at;
                since[text] = isNews ? at : known;
                var expected = isNews && since.Values.Where(end => end >= at && end <= at + 60).Any(end => since.Values.Count(one => one <= end && one >= end - 60) >= 8);
                if (expected)
                {
                    since.Clear();
                }

                Assert.Equal(expected, story.Add("a", at, ("V", text)).Count == 1);
                Assert.Equal(since.Count, story.Engine.EventCount);
            }
        }, iter: 300);

    private static void Agree(string section, Func<List<(int At, string Rule, string Value)>, bool> isTrue) => Stories.Sample(events =>
    {
        var story = new CorrelationStory(CorrelationStory.Correlation(section));
        var since = new List<(int At, string Rule, string Value)>();
        var now = 0;
        foreach (var (wait, rule, value) in events)
        {
            // One second at least between events: at the same second the engine takes them in the order of the rules.
            now += wait + 1;
            since.Add((now, rule, value));
            var expected = isTrue([.. since.Where(entry => entry.At >= now - 60)]);
            if (expected)
            {
                since.Clear();
            }

            Assert.Equal(expected, story.Add(rule, now, ("V", value)).Count == 1);
        }
    }, iter: 200);
}
