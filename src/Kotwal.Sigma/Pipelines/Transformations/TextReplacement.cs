using System.Collections.Immutable;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>
/// <c>replace_string</c>: what an expression finds is replaced. It sees the text with its wildcards; with <c>skip_special</c> only the plain
/// parts between them, whose replacement has wildcards only where <c>interpret_special</c> says so.
/// </summary>
internal sealed class TextReplacement(PythonRegex regex, PythonReplacement replacement, bool skipsWildcards, bool makesWildcards) : TextTransformation
{
    protected override bool TakesNumbers => true;

    public static TextReplacement? Read(OptionReader options)
    {
        var (regex, replacement) = (options.Needed("regex"), options.Find("replacement") is null ? options.Needed("replacement") : options.Text("replacement") ?? "");
        var (skips, makes) = (options.Flag("skip_special"), options.Flag("interpret_special"));
        return regex is not null && replacement is not null && PythonRegex.Read(regex, "regex", options) is { } read
            && PythonReplacement.Read(replacement, read, options) is { } parts
            ? new(read, parts, skips, makes)
            : null;
    }

    protected override ImmutableArray<string>? Change(PipelineWork work, PipelineStep step, SigmaLiteral value, SigmaPattern pattern)
    {
        var made = new StringBuilder();
        var isChanged = false;
        var pieces = skipsWildcards ? pattern.Parts.Select(part => Letters.Of([part], isEscaped: false)) : [Letters.Of(pattern.Parts, isEscaped: true)];
        foreach (var piece in pieces)
        {
            if (skipsWildcards && piece.IsWildcard)
            {
                made.Append(piece.Text);
                continue;
            }

            if (regex.MatchesIn(piece.Text) is not { } matches)
            {
                work.Fail(step, value.At, "The expression of replace_string takes too long on this value.");
                return null;
            }

            var from = 0;
            foreach (var match in matches)
            {
                if (match.Length > 0 && piece.Patterns.AsSpan(match.Index, match.Length).IndexOfAnyExcept("") < 0)
                {
                    // Only the sign was found that keeps a star from being a wildcard, and it stands for nothing in the value.
                    continue;
                }

                made.AppendJoin("", piece.Patterns[from..match.Index]).Append(Pattern(replacement.For(match)));
                from = match.Index + match.Length;
                isChanged = true;
                if (made.Length > LongestText)
                {
                    work.Fail(step, value.At, $"The pipeline makes a text of more than {LongestText} characters.");
                    return null;
                }
            }

            made.AppendJoin("", piece.Patterns[from..]);
        }

        return isChanged ? [made.ToString()] : null;
    }

    private string Pattern(string text) => skipsWildcards && !makesWildcards ? TextValues.Escape(text) : TextValues.FromPlain(text);

    /// <summary>
    /// A text, and for each of its letters the pattern that stands for it: what the expression does not touch must mean afterwards what it
    /// meant before, although a backslash before a wildcard looks like its escape.
    /// </summary>
    private sealed record Letters(string Text, ImmutableArray<string> Patterns, bool IsWildcard)
    {
        public static Letters Of(ImmutableArray<SigmaPatternPart> parts, bool isEscaped)
        {
            var text = new StringBuilder();
            var patterns = ImmutableArray.CreateBuilder<string>();
            foreach (var part in parts)
            {
                if (part.Kind != SigmaPatternPartKind.Text)
                {
                    text.Append(part.Kind == SigmaPatternPartKind.AnyRun ? '*' : '?');
                    patterns.Add(text[^1].ToString());
                    continue;
                }

                foreach (var letter in part.Text)
                {
                    if (isEscaped && letter is '*' or '?')
                    {
                        text.Append('\\');
                        patterns.Add("");
                    }

                    text.Append(letter);
                    patterns.Add(letter is '*' or '?' or '\\' ? "\\" + letter : letter.ToString());
                }
            }

            return new(text.ToString(), patterns.ToImmutable(), parts is [{ Kind: not SigmaPatternPartKind.Text }]);
        }
    }
}
