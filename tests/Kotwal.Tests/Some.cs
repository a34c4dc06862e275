using System.Text;
using Kotwal.Detection;
using Kotwal.Detection.Correlation;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Inputs;
using Kotwal.Sigma.Rules;

namespace Kotwal.Tests;

/// <summary>Makes what does not matter to a test.</summary>
internal static class Some
{
    public static readonly Guid Spool = new("0f0e0d0c-0b0a-0908-0706-050403020100");

    public static readonly RecordOrigin Origin = new() { Source = "test", Transport = "file", Format = "json" };

    /// <summary>Rules about the field <c>word</c>: <c>stop</c> alerts, and two of <c>part</c> alert together.</summary>
    private const string Words = """
        title: Stop
        id: stop
        logsource: {product: words}
        detection:
          selection: {word: stop}
          condition: selection
        level: high
        ---
        title: Part
        id: part
        name: part
        logsource: {product: words}
        detection:
          selection: {word: part}
          condition: selection
        ---
        title: Parts
        id: parts
        correlation:
          type: event_count
          rules: [part]
          group-by: [who]
          timespan: 1h
          condition: {gte: 2}
        """;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static DetectionEngine Detection()
    {
        var rules = Rules();
        return new DetectionEngine(rules.Index, rules.Correlations);
    }

    public static RuleFolder Rules()
    {
        var mappings = new MappingSet([MappingReader.Read("words.yaml", "name: words\nlog_source: {product: words}")]);
        var set = SigmaRuleSet.Read([new SigmaSource("words.yml", Words)]);
        Assert.Empty(set.Rejected);
        var index = new RuleIndex(set.Rules, mappings);
        return new(index, new CorrelationDetector([.. set.Rules], set.Correlations, mappings), []);
    }

    /// <summary>A batch with one event for each word, said by <c>me</c>, one second after another.</summary>
    public static EventBatch Events(params ReadOnlySpan<string> words)
    {
        var batch = new EventBatch(Spool);
        foreach (var word in words)
        {
            batch.Begin(new Events.Record(
                Encoding.UTF8.GetBytes(word), Origin, new EventTime(1_000_000_000L * (batch.Count + 1), 0), batch.Count, IsTruncated: false));
            batch.Add(Field.Of("word"), word);
            batch.Add(Field.Of("who"), "me");
            batch.Add(Field.Of("host.name"), "host-" + batch.Count);
            batch.End();
        }

        return batch;
    }
}
