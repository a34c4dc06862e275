using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Orders the rows and keeps the first.</summary>
internal sealed record TopStage(Expression Count, SortStage Sort) : Stage
{
    public static PipeOperator Operator { get; } = new(
        "top",
        "top number by value [asc|desc], …",
        "Orders the rows, descending unless asc is said, and keeps the first.",
        "summarize n = count() by user.name | top 10 by n",
        Read);

    public override Table Apply(PlanContext context, Table input) => Sort.Apply(context, input).Take(RowCount.Of(context, Count));

    private static TopStage Read(TokenReader tokens)
    {
        var count = RowCount.Read(tokens);
        return new TopStage(count, new SortStage(SortStage.ReadItems(tokens)));
    }
}
