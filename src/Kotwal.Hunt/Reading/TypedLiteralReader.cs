using System.Globalization;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Reading;

/// <summary>Reads values that stand behind the name of their type, as <c>datetime(2026-11-23)</c> or <c>long(null)</c>. What stands inside is no expression.</summary>
internal static class TypedLiteralReader
{
    /// <summary>The value; null where the name is that of no type. The parenthesis behind the name is the current token.</summary>
    public static Expression? TryRead(TokenReader tokens, Token name) => name.Text switch
    {
        "datetime" => Read(tokens, name, HuntType.Time, $"a time such as {TimeText.Shown}", TimeIn),
        "timespan" or "time" => Read(tokens, name, HuntType.Duration, $"a duration such as {DurationUnits.Shown}", DurationIn),
        "dynamic" => Read(tokens, name, HuntType.Document, DynamicText.Shown, DynamicText.TryRead, isNullAbsent: false),
        "long" or "int" => Read(tokens, name, HuntType.Whole, "a whole number", text => Conversion.NumberIn(text)?.Value as long?),
        "real" or "double" or "decimal" => Read(tokens, name, HuntType.Fraction, "a number", FractionIn),
        "bool" => Read(tokens, name, HuntType.Truth, "true or false", text => bool.TryParse(text, out var truth) ? truth : null),

        // The name of a type, which the function around it knows.
        "typeof" => Read(tokens, name, HuntType.Keyword, "a type", text => text, isNullAbsent: false),
        _ => null,
    };

    private static Expression Read(TokenReader tokens, Token name, HuntType type, string shown, Func<string, object?> read, bool isNullAbsent = true)
    {
        var raw = tokens.TakeRawInParentheses();
        var span = name.Span.To(tokens.Last);
        if (isNullAbsent && raw.Text == "null")
        {
            return new AbsentExpression(type, span);
        }

        var value = read(raw.Text);
        if (value is null)
        {
            tokens.Fail(raw.Span, $"Expected {shown}.");
        }

        return value is null ? new AbsentExpression(type, span) : new LiteralExpression(value, type, span);
    }

    private static object? TimeIn(string text) => TimeText.TryRead(text.Trim('"', '\''), out var microseconds) ? microseconds : null;

    private static object? FractionIn(string text) =>
        Conversion.NumberIn(text) is { Value: var number } ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : null;

    // timespan(1h), as 1h alone.
    private static object? DurationIn(string text)
    {
        var unit = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return DurationUnits.TryRead(text[..unit], text[unit..], out var microseconds) ? microseconds : null;
    }
}
