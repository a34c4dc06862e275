using System.Collections.Immutable;
using System.Text;

namespace Kotwal.Sigma.Syntax;

/// <summary>What one part of a pattern stands for.</summary>
public enum SigmaPatternPartKind : byte
{
    /// <summary>The text itself.</summary>
    Text,

    /// <summary><c>?</c>: exactly one character.</summary>
    AnyOne,

    /// <summary><c>*</c>: any number of characters, none included.</summary>
    AnyRun,
}

/// <summary>One part of a pattern.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The text without its escapes; empty for wildcards.</param>
public readonly record struct SigmaPatternPart(SigmaPatternPartKind Kind, string Text);

/// <summary>
/// A text taken apart into plain parts and wildcards (Sigma rules specification, "String Wildcard" and "Escaping"). A
/// backslash takes the meaning from a following <c>*</c>, <c>?</c> or backslash and is itself anywhere else.
/// </summary>
public sealed class SigmaPattern
{
    private SigmaPattern(ImmutableArray<SigmaPatternPart> parts) => Parts = parts;

    /// <summary>The parts in order; neighbouring plain texts are one part.</summary>
    public ImmutableArray<SigmaPatternPart> Parts { get; }

    /// <summary>Takes a text apart. Every text is a pattern.</summary>
    public static SigmaPattern Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<SigmaPatternPart>();
        var plain = new StringBuilder();
        for (var place = 0; place < text.Length; place++)
        {
            var letter = text[place];
            if (letter == '\\' && place + 1 < text.Length && text[place + 1] is '*' or '?' or '\\')
            {
                plain.Append(text[++place]);
            }
            else if (letter is '*' or '?')
            {
                Close(plain, parts);
                parts.Add(new(letter == '*' ? SigmaPatternPartKind.AnyRun : SigmaPatternPartKind.AnyOne, ""));
            }
            else
            {
                plain.Append(letter);
            }
        }

        Close(plain, parts);
        return new(parts.ToImmutable());
    }

    /// <summary>Writes the pattern so that <see cref="Parse"/> reads the same parts.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(part.Kind switch
            {
                SigmaPatternPartKind.AnyRun => "*",
                SigmaPatternPartKind.AnyOne => "?",
                _ => part.Text.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("*", "\\*", StringComparison.Ordinal)
                    .Replace("?", "\\?", StringComparison.Ordinal),
            });
        }

        return text.ToString();
    }

    private static void Close(StringBuilder plain, ImmutableArray<SigmaPatternPart>.Builder parts)
    {
        if (plain.Length > 0)
        {
            parts.Add(new(SigmaPatternPartKind.Text, plain.ToString()));
            plain.Clear();
        }
    }
}
