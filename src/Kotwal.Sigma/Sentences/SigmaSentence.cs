using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>
/// Says in English what a rule looks for: one line where that is simple, else a part a line below headings such as "all of these:". The log
/// source is not said. Plain text with line feeds, nothing behind its end; values are in quotes where they could be mistaken for words of
/// the sentence. Thread-safe.
/// </summary>
/// <remarks>
/// <c>*</c> and <c>?</c> are wildcards behind "matches" and "a match of" and nowhere else. "Unless" is "and not". Upper and lower case are the
/// same unless it says "case-sensitive", and in regular expressions different unless it says "flag i".
/// </remarks>
public static class SigmaSentence
{
    /// <summary>The sentence for a rule, a correlation or a filter.</summary>
    public static string Of(SigmaDocument document, SigmaSentenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        options ??= new();
        return document switch
        {
            SigmaRule rule => OfDetection(rule.Detection, options),
            SigmaFilter filter => OfFilter(filter, options),
            _ => Capital(new CorrelationSentence(options).Of((SigmaCorrelation)document)),
        };
    }

    private static string OfDetection(SigmaDetection detection, SigmaSentenceOptions options)
    {
        var clause = ClauseReading.Of(detection, options);
        var layout = new ClauseLayout(options);
        var text = string.Join('\n', layout.Lines(clause));
        return layout.BeginsWithField(clause) ? text : Capital(text);
    }

    private static string OfFilter(SigmaFilter filter, SigmaSentenceOptions options)
    {
        var rules = filter.Rules.IsEmpty ? "All rules of the log source match" : $"{new ValueList(options).Titles(filter.Rules, "and")} match";
        var lines = new ClauseLayout(options).Lines(ClauseReading.Of(filter.Detection, options));
        return lines is [var only] ? $"{rules} only where {only}" : $"{rules} only where this is so:\n{string.Join('\n', lines)}";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
