using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Binding;

/// <summary>Gives the search part its meaning: words in the fields that words search, and values of fields by their types.</summary>
internal sealed class SearchBinder(PlanContext context, Table table, IHuntTable stored)
{
    public Scalar Bind(Search search) => search switch
    {
        SearchAll => new LogicScalar(IsAnd: true, []),
        SearchLogic logic => new LogicScalar(logic.IsAnd, [.. logic.Parts.Select(Bind)]),
        SearchNot not => Call.Not(Bind(not.Part)),
        SearchPhrase phrase => PhraseMatch.InWordFields(
            context, stored, item => PhraseMatch.Words(context, item, phrase.Text), phrase.Span),
        SearchPattern pattern => PhraseMatch.InWordFields(
            context, stored, item => WordPattern.Matches(item, pattern.Pattern), pattern.Span),
        SearchExists exists => BindExists(exists),
        SearchValue value => FieldValueBinder.Bind(context, Resolve(value.Field, value.Span), value),
        SearchValuePattern pattern => BindPattern(pattern),
        SearchRange range => FieldRangeBinder.Bind(context, Resolve(range.Field, range.Span), range),
        _ => throw new InvalidOperationException($"No meaning is given to {search.GetType().Name}."),
    };

    private Scalar BindExists(SearchExists exists)
    {
        var field = table.Resolve(context, new NameExpression(exists.Field, exists.Span));
        return Call.Condition(field.IsList ? Primitive.HasItems : Primitive.IsPresent, field);
    }

    private Scalar BindPattern(SearchValuePattern pattern)
    {
        var field = Resolve(pattern.Field, pattern.Span);
        return Call.Any(context, field, item => item.Type == HuntType.Text
            ? WordPattern.Matches(item, pattern.Pattern)
            : Call.Condition(Primitive.Like, Call.Lower(Conversion.ToText(item)), WordPattern.Like(pattern.Pattern)));
    }

    private Scalar Resolve(string name, TextSpan span)
    {
        var nameSpan = new TextSpan(span.Start, Math.Min(name.Length, span.Length));
        var field = table.Resolve(context, new NameExpression(name, nameSpan));
        return field.Type == HuntType.Map
            ? context.Fail(nameSpan, $"'{name}' holds many fields; name one of them.")
            : field;
    }
}
