using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>What reading and compiling rules promise for any text: the body of its fuzz target. Slow, and only called from there.</summary>
internal static class RulePromises
{
    private static readonly SigmaCompileOptions Options = new()
    {
        // Which field is meant does not matter; that some are known and some are not does.
        Fields = (name, _) => name.Length % 4 == 0 ? [] : [name.Length % 3],
        RegexTimeout = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>Reads the text, compiles its rules and asks them about two events.</summary>
    /// <returns>The promise that was broken, or null.</returns>
    public static string? Broken(string text)
    {
        var reading = SigmaReader.Read(text, "fuzz.yml");
        if (reading.Errors.FirstOrDefault(error => error.Line < 1 || error.Column < 1 || error.Reason.Length == 0) is { } placeless)
        {
            return $"An error has a place and a reason, unlike {placeless}.";
        }

        return reading.Documents.OfType<SigmaRule>().Select(Broken).FirstOrDefault(broken => broken is not null);
    }

    private static string? Broken(SigmaRule rule)
    {
        if (!SigmaMatcher.TryCompile(rule, Options, out var matcher, out var error))
        {
            return error.Reason.Length > 0 ? null : "A rule that cannot be compiled says why.";
        }

        return Broken(matcher, new PlainEvent("C:\\Windows\\System32\\cmd.exe"u8, "10.0.0.7"u8, "4688"u8))
            ?? Broken(matcher, new PlainEvent(Encoding.UTF8.GetBytes(rule.Metadata.Title), "\xFF\x00"u8, ""u8));
    }

    private static string? Broken(SigmaMatcher matcher, PlainEvent candidate)
    {
        var isMatch = matcher.Matches(in candidate);
        var explanation = matcher.Explain(in candidate);

        // An expression that ran out of time once need not do so again.
        return explanation.IsMatch == isMatch || matcher.RegexTimeouts > 0 ? null : "The explanation agrees with the match.";
    }

    /// <summary>An event of three fields.</summary>
    private readonly ref struct PlainEvent(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third) : ISigmaEvent
    {
        private readonly ReadOnlySpan<byte> first = first;
        private readonly ReadOnlySpan<byte> second = second;
        private readonly ReadOnlySpan<byte> third = third;

        public ReadOnlySpan<byte> Original => first;

        public bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value)
        {
            value = ValueAt(field);
            return cursor++ == 0;
        }

        public bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value)
        {
            value = ValueAt(Math.Min(cursor, 2));
            return cursor++ < 3;
        }

        private SigmaEventValue ValueAt(int field) => field switch
        {
            0 => new(first, SigmaValueKind.Text),
            1 => new(second, SigmaValueKind.Text),
            _ => new(third, third.IsEmpty ? SigmaValueKind.Null : SigmaValueKind.Number),
        };
    }
}
