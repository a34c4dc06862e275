using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>Texts that stand in a value as whole words.</summary>
internal static class PhraseMatch
{
    /// <summary>The phrase as whole words somewhere in the value or in any of its items.</summary>
    public static Scalar Words(PlanContext context, Scalar value, string phrase, bool isCaseSensitive = false) =>
        Bounded(context, value, phrase, isStartBounded: true, isEndBounded: true, isCaseSensitive);

    /// <summary>A phrase that is computed for each row, as whole words; slower than one that is known.</summary>
    public static Scalar Computed(PlanContext context, Scalar value, Scalar phrase, bool isCaseSensitive) => Call.Any(context, value, item => isCaseSensitive
        ? Call.Condition(Primitive.HoldsWords, Conversion.ToText(item), phrase)
        : Call.Condition(Primitive.HoldsWords, Call.Lower(Conversion.ToText(item)), Call.Lower(phrase)));

    /// <summary>The phrase with the wanted edges at the edges of words.</summary>
    public static Scalar Bounded(
        PlanContext context, Scalar value, string phrase, bool isStartBounded, bool isEndBounded, bool isCaseSensitive)
    {
        var text = isCaseSensitive ? phrase : WordSplitter.Lower(phrase);

        // An edge that is no part of a word itself has no word to be the edge of.
        var isStartWord = text.Length > 0 && WordSplitter.IsWordCharacter(text[0]);
        var isEndWord = text.Length > 0 && WordSplitter.IsWordCharacter(text[^1]);
        return Call.Any(context, value, item => new PhraseScalar(
            Conversion.ToText(item), text, isStartBounded && isStartWord, isEndBounded && isEndWord, isCaseSensitive));
    }

    /// <summary>The phrase as whole words in any of the fields that words search.</summary>
    public static Scalar InWordFields(PlanContext context, IHuntTable table, Func<Scalar, Scalar> predicate, TextSpan span)
    {
        var fields = new List<Scalar>();
        foreach (var name in table.WordFields)
        {
            if (table.TryGetField(name, out var field))
            {
                fields.Add(Call.Any(context, new ColumnScalar(field.Expression, field.Type, field.IsList, name), predicate));
            }
        }

        return fields.Count == 0 ? context.Fail(span, "There are no fields that words search; write field:value.") : Call.Or([.. fields]);
    }
}
