using System.Text;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>Finds <c>%name%</c> in values whose item has the modifier <c>expand</c>.</summary>
internal static class PlaceholderText
{
    /// <summary>The names in the values of an item.</summary>
    public static IEnumerable<string> Names(SigmaSearchItem item) => item.Values
        .SelectMany(value => Pieces(value.ToString()!, IsRegex(item)))
        .Where(piece => piece.IsPlaceholder)
        .Select(piece => piece.Text);

    public static bool IsRegex(SigmaSearchItem item) => item.Modifiers.Contains(SigmaModifier.Re);

    /// <summary>A value in pieces: placeholders by their names, and what is between them as it is written.</summary>
    public static IEnumerable<(string Text, bool IsPlaceholder)> Pieces(string value, bool isRegex)
    {
        if (isRegex)
        {
            return Split(value);
        }

        return SigmaPattern.Parse(value).Parts.SelectMany(part => part.Kind switch
        {
            SigmaPatternPartKind.AnyRun => [("*", false)],
            SigmaPatternPartKind.AnyOne => [("?", false)],
            _ => Split(part.Text).Select(piece => piece.IsPlaceholder ? piece : (TextValues.Escape(piece.Text), false)),
        });
    }

    private static List<(string Text, bool IsPlaceholder)> Split(string text)
    {
        var pieces = new List<(string Text, bool IsPlaceholder)>();
        var plain = new StringBuilder();
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '\\' && place + 1 < text.Length && text[place + 1] == '%')
            {
                plain.Append(text[place++]).Append('%');
            }
            else if (text[place] == '%' && Placeholders.NameAt(text, place) is { } name)
            {
                pieces.Add((plain.ToString(), false));
                pieces.Add((name, true));
                plain.Clear();
                place += name.Length + 1;
            }
            else
            {
                plain.Append(text[place]);
            }
        }

        pieces.Add((plain.ToString(), false));
        return pieces;
    }
}
