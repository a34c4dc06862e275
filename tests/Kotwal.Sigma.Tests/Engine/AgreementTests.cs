using System.Collections.Immutable;
using CsCheck;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Engine;

public sealed class AgreementTests
{
    private const int Rules = 8;
    private const int Events = 12;

    private static readonly Gen<(string[] Detections, (string, object?)[][] Events)> Cases =
        Gen.Select(RandomRules.Detection.Array[Rules], RandomEvents.Fields.Array[Events]);

    /// <summary>A case is a rule and an event; a million of them are run when <c>KOTWAL_LONG_TESTS</c> is set.</summary>
    [Fact]
    public void The_engine_agrees_with_the_plain_one_on_random_rules_and_events()
    {
        var isLong = Environment.GetEnvironmentVariable("KOTWAL_LONG_TESTS") is not (null or "");
        long matched = 0, cases = 0;

        Cases.Sample(
            sample => Assert.Empty(Disagreements(sample.Detections, sample.Events, ref cases, ref matched)),
            iter: isLong ? 10_000 : 150,
            threads: 1);

        // A test in which nothing ever matches, or all, would say little.
        Assert.InRange((double)matched / cases, 0.02, 0.7);
        TestContext.Current.SendDiagnosticMessage("{0} cases, {1} of them matches", cases, matched);
    }

    private static List<string> Disagreements(string[] detections, (string, object?)[][] events, ref long cases, ref long matched)
    {
        var names = new SigmaFieldNames();
        List<SigmaMatcher> plain = [], fast = [];
        foreach (var detection in detections)
        {
            var reading = SigmaReader.Read(Some.RuleText(detection));
            if (reading.Documents is [SigmaRule rule] && SigmaMatcher.TryCompile(rule, new() { Fields = (name, _) => name == "Unmapped" ? [] : TableEvent.HandlesOf(name) }, out var slow, out _))
            {
                plain.Add(slow);
                Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = (name, _) => HandlesOf(names, name) }, out var quick, out _));
                fast.Add(quick);
            }
        }

        var engine = new SigmaEngine(fast);
        var own = new SigmaEngine(plain);
        var scanner = own.CreateScanner();
        var found = new List<string>();
        foreach (var isLearned in new[] { false, true })
        {
            var plan = RulePlan.Make(engine.EngineRules, isLearned ? SampleOf(events, names) : null);
            foreach (var fields in events)
            {
                var wanted = Enumerable.Range(0, plain.Count).Where(index => plain[index].Matches(EventOf(fields))).ToList();
                found.AddRange(Frames(fields, names)
                    .Select(frame => Matches(plan, frame))
                    .Where(actual => !actual.SequenceEqual(wanted))
                    .Select(actual => $"[{string.Join(',', actual)}] and not [{string.Join(',', wanted)}] (learned: {isLearned}) for {System.Text.Encoding.UTF8.GetString(RandomEvents.ToJson(fields, true))} by\n"
                        + string.Join("\n--\n", actual.Except(wanted).Concat(wanted.Except(actual)).Select(index => detections[index]))));
                if (!MatchesOf(own, scanner, fields).SequenceEqual(wanted))
                {
                    found.Add("an event of one's own by\n" + string.Join("\n--\n", detections));
                }

                cases += plain.Count;
                matched += wanted.Count;
            }
        }

        return found;
    }

    private static ImmutableArray<int> HandlesOf(SigmaFieldNames names, string name) =>
        name == "Unmapped" ? [] : [.. name.Split('/').Select(names.Take)];

    /// <summary>The event read from JSON in two spellings, and put together value by value.</summary>
    private static IEnumerable<SigmaEventFrame> Frames((string, object?)[] fields, SigmaFieldNames names)
    {
        foreach (var isEscaped in new[] { false, true })
        {
            var frame = new SigmaEventFrame();
            Assert.True(new SigmaJsonReader(names).TryRead(RandomEvents.ToJson(fields, isEscaped), frame));
            yield return frame;
        }

        var added = new SigmaEventFrame();
        foreach (var (field, value) in fields)
        {
            foreach (var item in value is object?[] { Length: > 0 } list ? list : [value is object?[]? null : value])
            {
                added.Add(names.TryFind(field, out var handle) ? handle : -1, TableEvent.TextOf(item), TableEvent.KindOf(item));
            }
        }

        yield return added;
    }

    private static List<int> MatchesOf(SigmaEngine engine, SigmaScanner scanner, (string, object?)[] fields)
    {
        var matches = new List<int>();
        scanner.Match(EventOf(fields), engine.AllRules, matches);
        return matches;
    }

    private static TableEvent EventOf((string, object?)[] fields) => new(fields);

    private static EventSample SampleOf((string, object?)[][] events, SigmaFieldNames names)
    {
        var sample = new EventSample(events.Length, 1);
        foreach (var fields in events)
        {
            sample.Offer(Frames(fields, names).First());
        }

        return sample;
    }

    private static List<int> Matches(RulePlan plan, SigmaEventFrame frame)
    {
        var matches = new List<int>();
        plan.Match(frame, new(), matches);
        return matches;
    }
}
