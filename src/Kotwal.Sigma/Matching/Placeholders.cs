using System.Collections.Immutable;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Replaces <c>%name%</c> by each of the values given for it; <c>\%</c> is a plain percent sign.</summary>
internal sealed class Placeholders(IReadOnlyDictionary<string, ImmutableArray<string>> values)
{
    /// <summary>Most values that one value of a rule may become.</summary>
    public const int MostVariants = 100_000;

    // Code points that are no characters stand for a plain percent sign, and for a dash in a name, until placeholders are filled in.
    private const char PlainPercent = '\uFDD0';
    private const char NameDash = '\uFDD1';

    /// <summary>What is wrong where placeholders make too many values.</summary>
    public static string TooMany { get; } = $"The placeholders make more than {MostVariants} values of this one.";

    /// <summary>What is wrong where a placeholder cannot be filled in.</summary>
    public static string Missing(string name) => $"The placeholder '%{name}%' has no values; they are given where rules are compiled.";

    /// <summary>The values of a placeholder; null when there are none.</summary>
    public ImmutableArray<string>? ValuesOf(string name) =>
        values.TryGetValue(name, out var found) && !found.IsDefaultOrEmpty ? found : null;

    /// <summary>
    /// Marks percent signs that a backslash makes plain, and dashes in names, which are none that <c>windash</c> could mean. That is seen in the text of the rule only: once its escapes are gone, the backslash of
    /// a path before a placeholder looks the same.
    /// </summary>
    public static string Mark(string text)
    {
        var marked = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length; place++)
        {
            var isEscape = text[place] == '\\' && place + 1 < text.Length;
            if (isEscape && text[place + 1] == '%')
            {
                marked.Append(PlainPercent);
                place++;
            }
            else if (text[place] == '%' && NameAt(text, place) is { } name)
            {
                marked.Append('%').Append(name.Replace('-', NameDash)).Append('%');
                place += name.Length + 1;
            }
            else
            {
                marked.Append(text[place]);
                if (isEscape && text[place + 1] == '\\')
                {
                    marked.Append(text[++place]);
                }
            }
        }

        return marked.ToString();
    }

    /// <summary>Why percent signs of a marked text look like a placeholder and are none; null when they do not.</summary>
    public static string? FaultOf(string marked)
    {
        var first = -1;
        for (var place = 0; place < marked.Length; place++)
        {
            if (marked[place] == '%' && NameAt(marked, place) is { } name)
            {
                place += name.Length + 1;
            }
            else if (marked[place] == '%' && first < 0)
            {
                first = place;
            }
            else if (marked[place] == '%')
            {
                return $"'{Reason.Shorten(marked[first..(place + 1)])}' is no placeholder: its name has letters, digits, '_', '-' and '.' only. A percent sign that is meant as one is written '\\%'.";
            }
        }

        return null;
    }

    /// <summary>The variants of a plain text, each in pieces; null when it cannot be filled in.</summary>
    public List<List<Piece>>? Expand(string text, out string fault)
    {
        List<List<Piece>> variants = [[]];
        var plain = new StringBuilder();
        fault = "";
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == PlainPercent)
            {
                plain.Append('%');
                continue;
            }

            if (text[place] != '%' || NameAt(text, place) is not { } name)
            {
                plain.Append(text[place]);
                continue;
            }

            var replacements = ValuesOf(name.Replace(NameDash, '-'));
            if (replacements is null || (long)variants.Count * replacements.Value.Length > MostVariants)
            {
                fault = replacements is null ? Missing(name.Replace(NameDash, '-')) : TooMany;
                return null;
            }

            variants = Multiply(variants, plain, replacements.Value);
            place += name.Length + 1;
        }

        Append(variants, plain);
        return variants;
    }

    /// <summary>The name of a placeholder that begins at a percent sign; null when none does.</summary>
    public static string? NameAt(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or NameDash))
        {
            end++;
        }

        return end < text.Length && text[end] == '%' && end > start + 1 ? text[(start + 1)..end] : null;
    }

    private static List<List<Piece>> Multiply(List<List<Piece>> variants, StringBuilder plain, ImmutableArray<string> replacements)
    {
        Append(variants, plain);
        return [.. variants.SelectMany(_ => replacements, (variant, replacement) => (List<Piece>)[.. variant, .. PiecesOf(replacement)])];
    }

    private static void Append(List<List<Piece>> variants, StringBuilder plain)
    {
        if (plain.Length == 0)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(plain.ToString());
        plain.Clear();
        foreach (var variant in variants)
        {
            variant.Add(new(PieceKind.Bytes, bytes));
        }
    }

    public static IEnumerable<Piece> PiecesOf(string text) => SigmaPattern.Parse(text).Parts.Select(part => part.Kind switch
    {
        SigmaPatternPartKind.AnyOne => Piece.AnyOne,
        SigmaPatternPartKind.AnyRun => Piece.AnyRun,
        _ => new Piece(PieceKind.Bytes, Encoding.UTF8.GetBytes(part.Text)),
    });
}
