using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>One row for each item of lists, which go side by side; shorter ones end with absent values.</summary>
internal sealed record ExpandStage(ImmutableArray<ExpandItem> Items, NameExpression? IndexColumn, bool ArePairs, long? Limit) : Stage
{
    private const string Meaning = "One row for each item of a list or document; several go side by side. An absent list keeps its row, and an empty one loses it. "
        + "Members of a document become documents of one member each, or with kind=array pairs of name and value.";

    public static PipeOperator Operator { get; } = new(
        "mv-expand",
        "mv-expand [kind=bag|array] [with_itemindex=name] [name =] list [to typeof(type)], … [limit number]",
        Meaning,
        "where array_length(tags) > 0 | mv-expand tag = tags | summarize count() by tostring(tag)",
        Read);

    public override Table Apply(PlanContext context, Table input)
    {
        var binder = new ExpressionBinder(context, input);
        ImmutableArray<NamedScalar> values = [.. Items.Select(item => new NamedScalar(item.Named.ColumnName, ListOrDocument(context, item, binder.Bind(item.Named.Value))))];
        var valued = input.Compute(context, ref values);
        ImmutableArray<NamedScalar> lists = [.. values.Select(value => value with { Value = ListOf(value.Value) })];
        var computed = valued.Compute(context, ref lists);
        ImmutableArray<NamedScalar> rows = [.. lists.Select(list => list with { Value = Call.Of(Primitive.Unnest, list.Value.Type, list.Value) })];
        if (IndexColumn is not null)
        {
            var longest = new CallScalar(Primitive.Places, [.. lists.Select(list => Call.Of(Primitive.CountOfRows, HuntType.Whole, list.Value))], HuntType.Whole);
            rows = rows.Add(new NamedScalar(IndexColumn.Name, longest));
        }

        var expanded = computed.Extend(context, rows);
        ImmutableArray<NamedScalar> typed = [.. Items.Where(item => item.Type is not null).Select(item =>
            new NamedScalar(item.Named.ColumnName, Typed(context, item, expanded.Find(item.Named.ColumnName)!)))];
        return typed.IsEmpty ? expanded : expanded.Extend(context, typed);
    }

    private static Scalar Typed(PlanContext context, ExpandItem item, Scalar value) => item.Type!.Name == "dynamic"
        ? Documents.Of(value)
        : Conversion.ToNamed(value, item.Type.Name) ?? context.Fail(item.Type.Span, $"Unknown type '{item.Type.Name}'; expected {Conversion.NamedTypes} or dynamic.");

    private static Scalar ListOrDocument(PlanContext context, ExpandItem item, Scalar value) => value switch
    {
        { IsList: true } => value,
        { Type: HuntType.Document } or { IsText: true } => Documents.Of(value),
        _ => context.Fail(item.Named.Value.Span, $"Expected a list or a document, found {TypeNames.Of(value)}."),
    };

    private CallScalar ListOf(Scalar value)
    {
        var list = value.IsList
            ? value
            : new CallScalar(ArePairs ? Primitive.PairsOfDocument : Primitive.ItemsOfDocument, [value], HuntType.Document, IsList: true);
        return new CallScalar(Primitive.FirstItems, [list, new ConstantScalar(Limit ?? int.MaxValue, HuntType.Whole)], list.Type, IsList: true);
    }

    private static ExpandStage Read(TokenReader tokens)
    {
        var arePairs = false;
        NameExpression? index = null;
        while ((tokens.Current.IsWord("kind") || tokens.Current.IsWord("bagexpansion") || tokens.Current.IsWord("with_itemindex"))
            && tokens.Reading.Text.AsSpan(tokens.Current.Span.End).TrimStart() is ['=', ..])
        {
            var option = tokens.Take();
            tokens.Take();
            var value = tokens.ExpectName("a value");
            index = option.Text == "with_itemindex" ? value : index;
            arePairs |= option.Text != "with_itemindex" && value.Name == "array";
            if (option.Text != "with_itemindex" && value.Name is not ("bag" or "array"))
            {
                tokens.Fail(value.Span, "Expected bag or array.");
            }
        }

        var items = ImmutableArray.CreateBuilder<ExpandItem>();
        do
        {
            var named = NamedExpression.Read(tokens);
            items.Add(new ExpandItem(named, tokens.TryTakeWord("to") ? ReadType(tokens) : null));
        }
        while (tokens.TryTakeSymbol(","));

        long? limit = tokens.TryTakeWord("limit") ? tokens.ExpectCount("a number of rows") : null;
        return new ExpandStage(items.ToImmutable(), index, arePairs, limit);
    }

    private static NameExpression ReadType(TokenReader tokens)
    {
        tokens.ExpectWord("typeof");
        var type = tokens.TakeRawInParentheses();
        return new NameExpression(type.Text, type.Span);
    }
}

/// <summary>A list to expand, and the type of its items; null where they keep theirs.</summary>
internal sealed record ExpandItem(NamedExpression Named, NameExpression? Type);
