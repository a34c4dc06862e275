using CsCheck;
using Kotwal.Sigma.Correlation;

namespace Kotwal.Sigma.Tests.Correlation;

public sealed class CorrelationSnapshotTests
{
    private static readonly string Correlations =
        CorrelationStory.Correlation("type: event_count\nrules: [a]\ngroup-by: [User]\ntimespan: 1m\ncondition:\n  gte: 3", "count")
        + "---\n" + CorrelationStory.Correlation("type: value_count\nrules: [b]\ntimespan: 1m\ncondition:\n  field: Port\n  gte: 3", "values")
        + "---\n" + CorrelationStory.Correlation("type: temporal_ordered\nrules: [count, b]\ngroup-by: [User]\ntimespan: 1m", "chain");

    [Fact]
    public void A_restored_engine_goes_on_where_the_other_stood()
    {
        Gen.Select(Gen.OneOf("a", "b"), Gen.Int[0, 300], Gen.OneOf("eve", "bob"), Gen.Int[1, 5]).Array[0, 60].Select(Gen.Int[0, 60]).Sample((events, cut) =>
        {
            var whole = new CorrelationStory(Correlations);
            var before = new CorrelationStory(Correlations);
            var after = new CorrelationStory(Correlations) { Events = Math.Min(cut, events.Length) };

            var expected = events.SelectMany(given => Play(whole, given)).ToList();
            var seen = events.Take(cut).SelectMany(given => Play(before, given)).ToList();
            Assert.True(after.Engine.TryRestore(before.Engine.Snapshot(), out var dropped));
            seen.AddRange(events.Skip(cut).SelectMany(given => Play(after, given)));

            Assert.Empty(dropped);
            Assert.Equal(expected, seen);
        }, iter: 200);
    }

    [Fact]
    public void A_changed_correlation_starts_anew_and_is_told()
    {
        var before = new CorrelationStory(Correlations);
        before.Add("a", 0, ("User", "eve"));
        before.Add("b", 0, ("User", "eve"), ("Port", "1"));
        var after = new CorrelationStory(Correlations.Replace("field: Port", "field: Other", StringComparison.Ordinal));

        Assert.True(after.Engine.TryRestore(before.Engine.Snapshot(), out var dropped));

        Assert.Equal(after.Set.Correlations[1].Key, Assert.Single(dropped));
        Assert.Equal(before.Engine.GroupCount - 1, after.Engine.GroupCount);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_leave_no_state()
    {
        var before = new CorrelationStory(Correlations);
        for (var second = 0; second < 20; second++)
        {
            before.Add("b", second, ("User", "eve"), ("Port", $"{second / 10}"));
        }

        var snapshot = before.Engine.Snapshot();
        Gen.Select(Gen.Int[0, snapshot.Length - 1], Gen.Byte, Gen.Int[0, snapshot.Length]).Sample((place, value, length) =>
        {
            var damaged = snapshot.ToArray();
            damaged[place] = value;
            var after = new CorrelationStory(Correlations);

            var isTaken = after.Engine.TryRestore(damaged.AsSpan(0, length), out _);

            Assert.True(isTaken || (after.Engine.GroupCount == 0 && after.Engine.EventCount == 0));
            Assert.True(!isTaken || length == snapshot.Length);
        }, iter: 200);
    }

    private static IEnumerable<string> Play(CorrelationStory story, (string Rule, int Second, string User, int Port) given) =>
        story.Add(given.Rule, given.Second, ("User", given.User), ("Port", $"{given.Port}")).Select(Describe);

    private static string Describe(CorrelationMatch match) =>
        $"{match.Correlation.Metadata.Name} {string.Join(',', match.GroupValues)} {match.AtNanoseconds} {match.Count}";
}
