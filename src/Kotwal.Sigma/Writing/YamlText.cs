using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>Texts as YAML scalars that every reader, of YAML 1.1 or 1.2, takes for a text again.</summary>
internal static partial class YamlText
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`=";

    /// <summary>Without quotes where that is possible: what a document says about itself.</summary>
    public static string PlainOrQuoted(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>A key, without quotes where that is possible. Some readers take a star before the colon for the end of an alias.</summary>
    public static string Key(string text) => IsPlain(text) && !text.Contains('*', StringComparison.Ordinal) ? text : Quoted(text);

    /// <summary>Within quotes, single ones where that is possible: values of searches (Sigma rules specification, "YAML File").</summary>
    public static string Quoted(string text)
    {
        if (text.Any(MustBeEscaped))
        {
            return DoubleQuoted(text);
        }

        return text.Contains('\'', StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal)
            ? $"\"{text}\""
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    /// <summary>True when the text can stand line by line behind a <c>|</c>.</summary>
    public static bool IsBlock(string text) =>
        text.Contains('\n', StringComparison.Ordinal)
        && text[0] is not (' ' or '\n')
        && !text.EndsWith("\n\n", StringComparison.Ordinal)
        && !text.EndsWith(' ')
        && !text.EndsWith(" \n", StringComparison.Ordinal)
        && !text.Any(letter => letter == '\t' || (letter != '\n' && MustBeEscaped(letter)));

    private static bool IsPlain(string text) =>
        text.Length > 0
        && !Indicators.Contains(text[0], StringComparison.Ordinal)
        && text[0] != ' ' && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains("*:", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !text.StartsWith("...", StringComparison.Ordinal)
        && !text.Any(letter => letter == '\t' || MustBeEscaped(letter))
        && LiteralReader.Read(new(text, true, default, null)) is SigmaText
        && !OtherType().IsMatch(text);

    /// <summary>What YAML does not keep as it is on one line: controls, and what some readers take for line breaks or a byte order mark.</summary>
    private static bool MustBeEscaped(char letter) =>
        (char.IsControl(letter) && letter != '\t') || letter is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when MustBeEscaped(letter) => "\\u" + ((int)letter).ToString("X4", CultureInfo.InvariantCulture),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Texts that readers of YAML 1.1 take for truth values and numbers. Dates are not among them: documents have theirs without quotes.</summary>
    [GeneratedRegex(
        @"^(?:(?i:y|n|yes|no|on|off|true|false|null|~|<<)|[-+]?(?:0b[01_]+|0[xX][0-9a-fA-F_]+|0o[0-7_]+|(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|\.(?i:inf|nan)))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex OtherType();
}
