using System.Collections.Immutable;

namespace Kotwal.Sigma.Syntax;

/// <summary>
/// Says whether modifiers may be chained in that order onto a value of that type (Sigma modifiers appendix; each modifier
/// takes what the one before it leaves).
/// </summary>
internal static class ModifierChain
{
    private enum Shape
    {
        Text,
        PatternText,
        EncodedText,
        Number,
        Boolean,
        Null,
        Regex,
        Network,
        FieldReference,
        TimePart,
        Comparison,
        Presence,
    }

    /// <summary>What is wrong with the chain for this value; null when nothing is.</summary>
    public static string? FaultOf(ImmutableArray<SigmaModifier> chain, SigmaLiteral value, bool isKeyword)
    {
        var shape = value switch
        {
            SigmaText => Shape.Text,
            SigmaNumber => Shape.Number,
            SigmaBoolean => Shape.Boolean,
            _ => Shape.Null,
        };
        var isFirst = true;
        foreach (var modifier in chain)
        {
            if (modifier is SigmaModifier.All or SigmaModifier.Neq)
            {
                continue;
            }

            if (isKeyword && ReasonWithoutField(modifier) is { } missing)
            {
                return missing;
            }

            if (Apply(modifier, shape, value, isFirst) is not { } after)
            {
                return ReasonFor(modifier, shape, isFirst, value);
            }

            shape = after;
            isFirst = false;
        }

        if (shape is Shape.TimePart && TimeParts.FaultOf(chain, value) is { } outside)
        {
            return outside;
        }

        return isKeyword && (shape is Shape.Null or Shape.Boolean)
            ? $"A keyword must be a text or a number, not {value}."
            : null;
    }

    private static string? ReasonWithoutField(SigmaModifier modifier) =>
        modifier is SigmaModifier.Exists or SigmaModifier.FieldRef or SigmaModifier.Cidr
            or SigmaModifier.Gt or SigmaModifier.Gte or SigmaModifier.Lt or SigmaModifier.Lte
            or SigmaModifier.Minute or SigmaModifier.Hour or SigmaModifier.Day or SigmaModifier.Week or SigmaModifier.Month or SigmaModifier.Year
            ? $"The modifier '{SigmaModifierNames.Of(modifier)}' needs a field; keywords have none."
            : null;

    private static Shape? Apply(SigmaModifier modifier, Shape shape, SigmaLiteral value, bool isFirst) => modifier switch
    {
        SigmaModifier.Contains or SigmaModifier.StartsWith or SigmaModifier.EndsWith => shape switch
        {
            Shape.Text or Shape.Number or Shape.PatternText or Shape.EncodedText => Shape.PatternText,
            Shape.Regex or Shape.FieldReference => shape,
            _ => null,
        },
        SigmaModifier.Cased => shape is Shape.Text or Shape.PatternText or Shape.EncodedText or Shape.Number or Shape.FieldReference ? shape : null,
        SigmaModifier.Windash => shape is Shape.Text or Shape.PatternText or Shape.Number ? AsText(shape) : null,
        SigmaModifier.Expand => shape is Shape.Text or Shape.PatternText or Shape.Number or Shape.Regex ? AsText(shape) : null,
        SigmaModifier.Re => isFirst && (shape is Shape.Text or Shape.Number) ? Shape.Regex : null,
        SigmaModifier.I or SigmaModifier.M or SigmaModifier.S => shape is Shape.Regex ? shape : null,
        SigmaModifier.Cidr => isFirst && shape is Shape.Text ? Shape.Network : null,
        SigmaModifier.Base64 or SigmaModifier.Base64Offset => shape is Shape.Text or Shape.EncodedText or Shape.Number ? Shape.Text : null,
        SigmaModifier.Utf16 or SigmaModifier.Utf16Be or SigmaModifier.Utf16Le or SigmaModifier.Wide =>
            shape is Shape.Text or Shape.Number ? Shape.EncodedText : null,
        SigmaModifier.FieldRef => shape is Shape.Text ? Shape.FieldReference : null,
        SigmaModifier.Gt or SigmaModifier.Gte or SigmaModifier.Lt or SigmaModifier.Lte =>
            shape is Shape.Number or Shape.TimePart || IsNumeric(shape, value) ? Shape.Comparison : null,
        SigmaModifier.Exists => isFirst && (shape is Shape.Boolean || IsYesOrNo(value)) ? Shape.Presence : null,
        _ => shape is Shape.Number || IsNumeric(shape, value) ? Shape.TimePart : null,
    };

    private static Shape AsText(Shape shape) => shape is Shape.Number ? Shape.Text : shape;

    private static bool IsNumeric(Shape shape, SigmaLiteral value) =>
        shape is Shape.Text && value is SigmaText { Text: var text } && LiteralReader.Read(new(text, true, value.At, null)) is SigmaNumber;

    /// <summary>YAML 1.1 read yes and no as truth values, and rules are written by people who know that.</summary>
    private static bool IsYesOrNo(SigmaLiteral value) =>
        value is SigmaText { Text: var text } && text.ToLowerInvariant() is "true" or "false" or "yes" or "no";

    private static string ReasonFor(SigmaModifier modifier, Shape shape, bool isFirst, SigmaLiteral value)
    {
        var name = SigmaModifierNames.Of(modifier);
        return modifier switch
        {
            SigmaModifier.I or SigmaModifier.M or SigmaModifier.S => $"The modifier '{name}' belongs behind 're' and nowhere else.",
            SigmaModifier.Exists when isFirst => $"The modifier 'exists' needs true or false, not '{Reason.Shorten(value.ToString()!)}'.",
            SigmaModifier.Re or SigmaModifier.Cidr or SigmaModifier.Exists when !isFirst =>
                $"The modifier '{name}' must come before other modifiers that change the value.",
            SigmaModifier.Base64 or SigmaModifier.Base64Offset or SigmaModifier.Utf16 or SigmaModifier.Utf16Be or SigmaModifier.Utf16Le or SigmaModifier.Wide
                when shape is Shape.PatternText => $"The modifier '{name}' cannot encode wildcards; put 'contains', 'startswith' or 'endswith' behind it.",
            SigmaModifier.FieldRef when shape is Shape.PatternText =>
                "The modifier 'fieldref' needs a field's name; put 'contains', 'startswith' or 'endswith' behind it.",
            SigmaModifier.Cased when shape is Shape.Regex => "The modifier 'cased' has no meaning behind 're': regular expressions are cased unless 'i' is given.",
            SigmaModifier.Gt or SigmaModifier.Gte or SigmaModifier.Lt or SigmaModifier.Lte => $"The modifier '{name}' needs a number, not {Words(shape, value)}.",
            SigmaModifier.Minute or SigmaModifier.Hour or SigmaModifier.Day or SigmaModifier.Week or SigmaModifier.Month or SigmaModifier.Year =>
                $"The modifier '{name}' needs a number, not {Words(shape, value)}.",
            _ => $"The modifier '{name}' cannot be applied to {Words(shape, value)}.",
        };
    }

    private static string Words(Shape shape, SigmaLiteral value) => shape switch
    {
        Shape.Text => $"the text '{Reason.Shorten(value.ToString()!)}'",
        Shape.PatternText => "a text with wildcards",
        Shape.EncodedText => "an encoded text",
        Shape.Number => $"the number {value}",
        Shape.Boolean => $"{value}",
        Shape.Null => "null",
        Shape.Regex => "a regular expression",
        Shape.Network => "a network",
        Shape.FieldReference => "another field",
        Shape.TimePart => "a part of a time",
        Shape.Comparison => "a comparison of numbers",
        _ => "the presence of a field",
    };
}
