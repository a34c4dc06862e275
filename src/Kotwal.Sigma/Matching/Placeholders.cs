using System.Collections.Immutable;
using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Replaces <c>%name%</c> by each of the values given for it; <c>\%</c> is a plain percent sign.</summary>
internal sealed class Placeholders(IReadOnlyDictionary<string, ImmutableArray<string>> values)
{
    /// <summary>Most values that one value of a rule may become.</summary>
    public const int MostVariants = 100_000;

    /// <summary>Stands for a plain percent sign until placeholders are filled in: a code point that is no character.</summary>
    private const char PlainPercent = '\uFDD0';

    /// <summary>
    /// Marks percent signs that a backslash makes plain. That is seen in the text of the rule only: once its escapes are gone, the backslash of
    /// a path before a placeholder looks the same.
    /// </summary>
    public static string MarkPlainPercents(string text)
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

    /// <summary>The variants of a plain text, each in pieces; null when a placeholder has no values.</summary>
    public List<List<Piece>>? Expand(string text, out string missing)
    {
        List<List<Piece>> variants = [[]];
        var plain = new StringBuilder();
        missing = "";
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

            if (!values.TryGetValue(name, out var replacements) || replacements.IsDefaultOrEmpty)
            {
                missing = name;
                return null;
            }

            variants = Multiply(variants, plain, replacements);
            place += name.Length + 1;
        }

        Append(variants, plain);
        return variants;
    }

    /// <summary>The name of a placeholder that begins at a percent sign; null when none does.</summary>
    public static string? NameAt(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.'))
        {
            end++;
        }

        return end < text.Length && text[end] == '%' && end > start + 1 ? text[(start + 1)..end] : null;
    }

    private static List<List<Piece>> Multiply(List<List<Piece>> variants, StringBuilder plain, ImmutableArray<string> replacements)
    {
        Append(variants, plain);
        var made = new List<List<Piece>>();
        foreach (var variant in variants)
        {
            foreach (var replacement in replacements)
            {
                if (made.Count < MostVariants)
                {
                    made.Add([.. variant, .. PiecesOf(replacement)]);
                }
            }
        }

        return made;
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
