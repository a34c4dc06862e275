using CsCheck;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Tests.Engine;
using Kotwal.Sigma.Writing;

namespace Kotwal.Sigma.Tests.Writing;

public sealed class WriterPropertyTests
{
    [Fact]
    public void Any_rule_that_is_written_is_read_as_the_same_rule_and_matches_the_same_events()
    {
        var matches = 0;
        Gen.Select(RandomRules.Detection, RandomDocuments.Metadata, RandomDocuments.LogSource, RandomEvents.Fields.Array[8]).Sample(
            (detection, about, source, events) =>
            {
                var reading = SigmaReader.Read(Some.RuleText(detection));
                if (reading.Documents is not [SigmaRule read])
                {
                    return;
                }

                var rule = read with { Metadata = about, LogSource = source, LogSourceDefinition = about.Description };
                var again = Assert.IsType<SigmaRule>(Rewriting.Again(rule));
                if (Compile(rule) is { } matcher && Compile(again) is { } other)
                {
                    Assert.Equal(events.Select(fields => matcher.Matches(Some.Event(fields))), events.Select(fields => other.Matches(Some.Event(fields))));
                    matches += events.Count(fields => matcher.Matches(Some.Event(fields)));
                }
            },
            iter: 500,
            threads: 1);

        Assert.InRange(matches, 200, int.MaxValue);
    }

    [Fact]
    public void Any_correlation_that_is_written_is_read_as_the_same_correlation() =>
        RandomDocuments.Correlation.Sample(correlation => Rewriting.Again(correlation), iter: 500);

    [Fact]
    public void Any_filter_that_is_written_is_read_as_the_same_filter() =>
        Gen.Select(RandomRules.Detection, RandomDocuments.Metadata, RandomDocuments.LogSource, RandomDocuments.Text.Array[0, 3]).Sample(
            (detection, about, source, rules) =>
            {
                if (SigmaReader.Read(Some.RuleText(detection)).Documents is [SigmaRule rule] && rules is not ["any"])
                {
                    Rewriting.Again(new SigmaFilter { Metadata = about, LogSource = source, Rules = [.. rules], Detection = rule.Detection });
                }
            },
            iter: 500);

    [Fact]
    public void Any_text_is_read_from_a_search_as_it_was_written() =>
        Gen.Select(RandomDocuments.Text, Gen.String, (left, right) => left + right).Sample(
            text =>
            {
                var item = new SigmaSearchItem("Field", [], [new SigmaText(text, default), new SigmaText("", default)], default);
                Rewriting.Again(Some.Rule("s: {Field: x}\ncondition: s") with { Detection = new([new("s", item, default)], [new SigmaSearchReference("s")]) });
            },
            iter: 5_000);

    /// <summary>Trees that no text could give: nested deeper, and with the same key twice.</summary>
    [Fact]
    public void Any_nested_search_is_written_as_an_equal_one()
    {
        var matches = 0;
        Gen.Select(NestedSearches.Body, RandomEvents.Fields.Array[20]).Sample(
            (body, events) =>
            {
                var rule = Some.Rule("s: {Field: x}\ncondition: s") with { Detection = new([new("s", body, default)], [new SigmaSearchReference("s")]) };
                var written = SigmaWriter.Write(rule);
                var matcher = Compile(rule)!;
                var again = Compile(Assert.IsType<SigmaRule>(Rewriting.Read(written)))!;
                foreach (var fields in events)
                {
                    var isMatch = matcher.Matches(Some.Event(fields));
                    Assert.True(isMatch == again.Matches(Some.Event(fields)), written);
                    matches += isMatch ? 1 : 0;
                }
            },
            iter: 1_000,
            threads: 1);

        Assert.InRange(matches, 500, int.MaxValue);
    }

    private static SigmaMatcher? Compile(SigmaRule rule) =>
        SigmaMatcher.TryCompile(rule, new() { Fields = (name, _) => name == "Unmapped" ? [] : TableEvent.HandlesOf(name) }, out var matcher, out _) ? matcher : null;
}
