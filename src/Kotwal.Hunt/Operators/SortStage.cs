using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Orders the rows.</summary>
internal sealed record SortStage(ImmutableArray<SortItem> Items) : Stage
{
    private const string Signature = "by value [asc|desc] [nulls first|nulls last], …";

    public static PipeOperator Operator { get; } = new(
        "sort",
        "sort " + Signature,
        "Orders the rows, descending unless asc is said; absent values come last in descending order and first in ascending.",
        "summarize n = count() by source.ip | sort by n desc, source.ip asc",
        Read);

    public static PipeOperator OrderOperator { get; } = new(
        "order", "order " + Signature, "The same as sort.", "events | order by @timestamp asc | take 10", Read);

    public override Table Apply(PlanContext context, Table input)
    {
        var binder = new ExpressionBinder(context, input);
        ImmutableArray<NamedScalar> keys =
            [.. Items.Select(item => new NamedScalar("", Conversion.ToItem(binder.Bind(item.Value))))];
        var table = input.Compute(context, ref keys);
        return table with
        {
            Order = [.. keys.Zip(Items, (key, item) => new SortKey(key.Value, item.IsDescending, item.AreNullsLast))],
        };
    }

    /// <summary>Reads <c>by a desc, b</c>.</summary>
    public static ImmutableArray<SortItem> ReadItems(TokenReader tokens)
    {
        tokens.ExpectWord("by");
        var items = ImmutableArray.CreateBuilder<SortItem>();
        do
        {
            items.Add(ReadItem(tokens));
        }
        while (tokens.TryTakeSymbol(","));
        return items.ToImmutable();
    }

    private static SortStage Read(TokenReader tokens) => new(ReadItems(tokens));

    private static SortItem ReadItem(TokenReader tokens)
    {
        var value = ExpressionReader.Read(tokens);
        var isAscending = tokens.TryTakeWord("asc");
        if (!isAscending)
        {
            tokens.TryTakeWord("desc");
        }

        var areNullsLast = !isAscending;
        if (tokens.TryTakeWord("nulls"))
        {
            areNullsLast = !tokens.TryTakeWord("first");
            if (areNullsLast)
            {
                tokens.ExpectWord("last");
            }
        }

        return new SortItem(value, !isAscending, areNullsLast);
    }
}

/// <summary>One key of an order, as it was written.</summary>
internal sealed record SortItem(Expression Value, bool IsDescending, bool AreNullsLast);
