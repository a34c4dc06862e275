using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kotwal.Sigma.Pipelines;

/// <summary>What an expression is replaced by, in the dialect of Python's <c>re</c>: <c>\1</c> and <c>\g&lt;name&gt;</c> stand for groups.</summary>
internal sealed class PythonReplacement
{
    private readonly ImmutableArray<(string Text, string? Group)> parts;

    private PythonReplacement(ImmutableArray<(string Text, string? Group)> parts) => this.parts = parts;

    /// <summary>Reads a replacement, or says what is wrong with the option it stands in.</summary>
    public static PythonReplacement? Read(string text, PythonRegex regex, OptionReader options)
    {
        var parts = ImmutableArray.CreateBuilder<(string Text, string? Group)>();
        var plain = new StringBuilder();
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] != '\\')
            {
                plain.Append(text[place]);
                continue;
            }

            var (group, sign, length) = EscapeAt(text, place + 1);
            if (group is null && sign is null)
            {
                return options.Fault<PythonReplacement>("replacement", $"has an escape at its character {place + 1} that is none; a backslash is written as two");
            }

            var number = group is null ? null : regex.GroupOf(group);
            if (group is not null && number is null)
            {
                return options.Fault<PythonReplacement>("replacement", $"refers to the group '{group}', which the expression does not have");
            }

            place += length;
            if (group is null)
            {
                plain.Append(sign);
                continue;
            }

            parts.Add((plain.ToString(), number));
            plain.Clear();
        }

        parts.Add((plain.ToString(), null));
        return new(parts.ToImmutable());
    }

    public string For(Match match)
    {
        var made = new StringBuilder();
        foreach (var (text, group) in parts)
        {
            made.Append(text);
            if (group is not null)
            {
                made.Append(match.Groups[group].ValueSpan);
            }
        }

        return made.ToString();
    }

    private static (string? Group, char? Sign, int Length) EscapeAt(string text, int place)
    {
        if (place >= text.Length)
        {
            return default;
        }

        if (char.IsAsciiDigit(text[place]) && text[place] != '0')
        {
            var length = place + 1 < text.Length && char.IsAsciiDigit(text[place + 1]) ? 2 : 1;
            return (text.Substring(place, length), null, length);
        }

        if (text[place] == 'g' && place + 1 < text.Length && text[place + 1] == '<' && text.IndexOf('>', place) is var end and > 0)
        {
            var name = text[(place + 2)..end];
            return (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : name, null, end - place + 1);
        }

        // Python takes other signs with their backslash, and refuses letters that mean nothing.
        return text[place] switch
        {
            '\\' => (null, '\\', 1),
            'n' => (null, '\n', 1),
            't' => (null, '\t', 1),
            'r' => (null, '\r', 1),
            _ when !char.IsAsciiLetterOrDigit(text[place]) => (null, '\\', 0),
            _ => default,
        };
    }
}
