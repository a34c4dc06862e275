using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Turns one value of a rule into the tests of which one must hold, applying the modifiers in order.</summary>
internal sealed class ValueCompiler(SigmaSearchItem item, SigmaCompileOptions options)
{
    private readonly Placeholders placeholders = new(options.Placeholders);

    /// <summary>The tests for a value, or null and what is wrong with it.</summary>
    public ValueTest[]? Compile(SigmaLiteral value, out string fault)
    {
        fault = "";
        var modifiers = item.Modifiers.Where(modifier => modifier is not (SigmaModifier.All or SigmaModifier.Neq)).ToList();
        if (modifiers.Contains(SigmaModifier.Re))
        {
            return new RegexCompiler(options).Compile(value.ToString()!, modifiers, out fault);
        }

        if (modifiers.Contains(SigmaModifier.Cidr))
        {
            var network = NetworkTest.Read(value.ToString()!);
            fault = network is null ? $"'{value}' is no network such as 10.0.0.0/8 or fe80::/10." : "";
            return network is null ? null : [network];
        }

        if (NumericTestOf(modifiers, value) is { } numeric)
        {
            return [numeric];
        }

        // With a modifier that makes it text, or as a keyword, a number is the text that stands there.
        return value switch
        {
            SigmaNull => [new NullTest()],
            SigmaBoolean truth => [new BooleanTest(truth.Value)],
            SigmaNumber number when modifiers.All(modifier => modifier == SigmaModifier.Cased) && item.Field is not null =>
                [new NumberTest(number.Text, number.Canonical)],
            _ => CompileText(value.ToString()!, modifiers, out fault),
        };
    }

    private ValueTest[]? CompileText(string text, List<SigmaModifier> modifiers, out string fault)
    {
        var draft = new TextDraft(text, modifiers.Contains(SigmaModifier.Expand));
        foreach (var modifier in modifiers)
        {
            if (draft.Apply(modifier, placeholders) is { } reason)
            {
                fault = reason;
                return null;
            }
        }

        if (item.Field is null && !draft.IsPlaced)
        {
            draft.Place(before: true, behind: true);
        }

        fault = "";
        return [.. draft.Tests()];
    }

    private ValueTest? NumericTestOf(List<SigmaModifier> modifiers, SigmaLiteral value)
    {
        var comparison = Comparison.Equal;
        SigmaModifier? part = null;
        foreach (var modifier in modifiers)
        {
            switch (modifier)
            {
                case SigmaModifier.Gt:
                    comparison = Comparison.Greater;
                    break;
                case SigmaModifier.Gte:
                    comparison = Comparison.GreaterOrEqual;
                    break;
                case SigmaModifier.Lt:
                    comparison = Comparison.Less;
                    break;
                case SigmaModifier.Lte:
                    comparison = Comparison.LessOrEqual;
                    break;
                case SigmaModifier.Minute or SigmaModifier.Hour or SigmaModifier.Day or SigmaModifier.Week or SigmaModifier.Month or SigmaModifier.Year:
                    part = modifier;
                    break;
            }
        }

        var text = value is SigmaNumber number ? number.Canonical : value.ToString()!;
        if ((comparison == Comparison.Equal && part is null) || !NumericText.TryRead(System.Text.Encoding.UTF8.GetBytes(text), out var wanted))
        {
            return null;
        }

        return part is { } unit
            ? new TimePartTest(unit, comparison, wanted, options.TimeZone, text)
            : new ComparisonTest(comparison, wanted, text);
    }
}
