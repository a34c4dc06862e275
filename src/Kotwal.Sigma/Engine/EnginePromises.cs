using System.Text;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Engine;

/// <summary>What the engine promises for any rules: to find what the plain one finds. The body of a fuzz target; slow, and only called from there.</summary>
internal static class EnginePromises
{
    private static readonly SigmaCompileOptions Options = new()
    {
        Fields = (name, _) => name.Length % 5 == 0 ? [] : name.Length % 5 == 4 ? [1, 2] : [name.Length % 3],
        RegexTimeout = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>Reads the text, compiles its rules and puts two events to both engines.</summary>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(string text)
    {
        var matchers = new List<SigmaMatcher>();
        foreach (var rule in SigmaReader.Read(text, "fuzz.yml").Documents.OfType<SigmaRule>())
        {
            if (SigmaMatcher.TryCompile(rule, Options, out var matcher, out _))
            {
                matchers.Add(matcher);
            }
        }

        return Broken(matchers, EventOf("C:\\Windows\\System32\\cmd.exe"u8, "10.0.0.7"u8, "4688"u8))
            ?? Broken(matchers, EventOf(WordsOf(matchers), "\xFF\x00"u8, ""u8));
    }

    private static string? Broken(List<SigmaMatcher> matchers, SigmaEventFrame frame)
    {
        var rules = new SigmaEngine(matchers).EngineRules;
        var sample = new EventSample(1, 1);
        sample.Offer(frame);
        List<int> wanted = [.. matchers.Index().Where(entry => entry.Item.Matches(in frame)).Select(entry => entry.Index)];
        foreach (var plan in new[] { RulePlan.Make(rules, null), RulePlan.Make(rules, sample) })
        {
            var found = new List<int>();
            plan.Match(frame, new(), found);

            // An expression that ran out of time once need not do so again.
            if (!found.SequenceEqual(wanted) && matchers.All(matcher => matcher.RegexTimeouts == 0))
            {
                return $"Both engines find the same rules, and not {string.Join(',', found)} for {string.Join(',', wanted)}.";
            }
        }

        return null;
    }

    /// <summary>A value in which much of what the rules look for stands.</summary>
    private static byte[] WordsOf(List<SigmaMatcher> matchers) =>
        Encoding.UTF8.GetBytes(string.Concat(matchers.Take(20).SelectMany(matcher => new EngineRule(0, matcher, new()).Items)
            .SelectMany(item => item.Item.Values).Select(value => value.ToString()).Take(40)));

    private static SigmaEventFrame EventOf(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var frame = new SigmaEventFrame();
        frame.SetOriginal(first);
        frame.Add(0, first, SigmaValueKind.Text);
        frame.Add(1, second, SigmaValueKind.Text);
        frame.Add(2, third, third.IsEmpty ? SigmaValueKind.Null : SigmaValueKind.Number);
        frame.Add(1, "true"u8, SigmaValueKind.Boolean);
        return frame;
    }
}
