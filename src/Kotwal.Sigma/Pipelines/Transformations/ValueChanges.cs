using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary><c>set_value</c>: one value in the place of all, whatever they were.</summary>
internal sealed class SetValue(SigmaLiteral value) : ItemTransformation
{
    public static SetValue? Read(OptionReader options)
    {
        var isForced = options.Find("force_type") is not null;
        var type = options.OneOf("force_type", "", "str", "num");
        if (options.Literal("value") is not { } value || type is null)
        {
            return null;
        }

        if (isForced && value is not (SigmaText or SigmaNumber))
        {
            return options.Fault<SetValue>("force_type", $"needs a text or a number as the value, not {value}");
        }

        var forced = type switch { "str" => new SigmaText(value.ToString()!, value.At), "num" => ValueType.AsNumber(value), _ => value };
        return forced is null ? options.Fault<SetValue>("value", $"is no number: '{value}'") : new(forced);
    }

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item) =>
        item with { Modifiers = item.Modifiers.RemoveAll(modifier => modifier != SigmaModifier.Neq), Values = [value] };
}

/// <summary><c>convert_type</c>: texts for numbers, or numbers for texts. Null stays.</summary>
internal sealed class ValueType(bool toNumber) : ItemTransformation
{
    public static ValueType? Read(OptionReader options) => options.OneOf("target_type", null, "str", "num") is { } type ? new(type == "num") : null;

    public static SigmaNumber? AsNumber(SigmaLiteral value) =>
        value as SigmaNumber ?? LiteralReader.Read(new(value.ToString()!, true, value.At, null)) as SigmaNumber;

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        if (!TextValues.AreTexts(item))
        {
            return item;
        }

        var values = item.Values.Select(value => Convert(work, step, item, value)).ToImmutableArray();
        return values.SequenceEqual(item.Values) ? item : TextValues.With(item, values);
    }

    private SigmaLiteral Convert(PipelineWork work, PipelineStep step, SigmaSearchItem item, SigmaLiteral value)
    {
        var text = value is SigmaText or SigmaNumber ? TextValues.Plain(TextValues.PatternOf(item, value)) : value.ToString()!;
        if (value is SigmaNull || (toNumber && value is SigmaNumber && text == value.ToString()))
        {
            return value;
        }

        if (!toNumber)
        {
            return value is SigmaText ? TextValues.Kept(item, value) : new SigmaText(text, value.At);
        }

        if (AsNumber(new SigmaText(text, value.At)) is { } number)
        {
            return number;
        }

        work.Fail(step, value.At, string.Create(CultureInfo.InvariantCulture, $"The pipeline makes a number of '{text}', which is none."));
        return value;
    }
}

/// <summary><c>regex</c>: an expression that matches what the text matches, for who compares expressions only.</summary>
internal sealed class TextAsRegex(string method) : ItemTransformation
{
    public static TextAsRegex? Read(OptionReader options) =>
        options.OneOf("method", "ignore_case_brackets", "plain", "ignore_case_flag", "ignore_case_brackets") is { } method ? new(method) : null;

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        var texts = item.Values.Where(value => TextValues.IsText(item, value) && value.ToString()!.Length > 0).ToImmutableArray();
        if (texts.IsEmpty)
        {
            return item;
        }

        if (item.Modifiers.Contains(SigmaModifier.Expand) && PlaceholderText.Names(item).FirstOrDefault() is { } name)
        {
            work.Fail(step, item.At, $"The placeholder '%{name}%' cannot become a regular expression; give it a value in an earlier step.");
            return item;
        }

        var kept = item.Modifiers.RemoveAll(modifier => modifier is not (SigmaModifier.All or SigmaModifier.Neq));
        ImmutableArray<SigmaModifier> modifiers = [SigmaModifier.Re, .. method == "ignore_case_flag" ? [SigmaModifier.I] : (SigmaModifier[])[], SigmaModifier.S, .. kept];
        var expressions = item with { Modifiers = modifiers, Values = [.. texts.Select(value => new SigmaText(RegexFor(item, TextValues.PatternOf(item, value)), value.At))] };
        if (texts.Length == item.Values.Length)
        {
            return expressions;
        }

        // Numbers and null are no expressions: they stand beside them.
        var others = item with { Values = item.Values.RemoveAll(texts.Contains) };
        return item.IsAll != item.IsNegated ? new SigmaSearchAll([expressions, others]) : new SigmaSearchAny([expressions, others]);
    }

    private string RegexFor(SigmaSearchItem item, SigmaPattern pattern)
    {
        var isBracketed = method == "ignore_case_brackets" && !item.Modifiers.Contains(SigmaModifier.Cased);
        var text = string.Concat(pattern.Parts.Select(part => part.Kind switch
        {
            SigmaPatternPartKind.AnyRun => ".*",
            SigmaPatternPartKind.AnyOne => ".",
            _ => string.Concat(part.Text.Select(letter => isBracketed && char.ToLowerInvariant(letter) != char.ToUpperInvariant(letter)
                ? $"[{char.ToLowerInvariant(letter)}{char.ToUpperInvariant(letter)}]"
                : System.Text.RegularExpressions.Regex.Escape(letter.ToString()))),
        }));

        // A keyword is found anywhere; a text is the whole of its field.
        return item.Field is null ? text : $@"\A{text}\z";
    }
}
