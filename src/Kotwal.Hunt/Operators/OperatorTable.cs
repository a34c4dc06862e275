using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Kotwal.Hunt.Operators;

/// <summary>All operators of the pipe. A new one is a file beside this and a line here.</summary>
internal static class OperatorTable
{
    public static ImmutableArray<PipeOperator> All { get; } =
    [
        WhereStage.Operator,
        SummarizeStage.Operator,
        SortStage.Operator,
        SortStage.OrderOperator,
        TakeStage.Operator,
        TakeStage.LimitOperator,
        TopStage.Operator,
        ProjectStage.Operator,
        ProjectAwayStage.Operator,
        ProjectAwayStage.KeepOperator,
        ProjectRenameStage.Operator,
        ProjectReorderStage.Operator,
        ExtendStage.Operator,
        ParseStage.Operator,
        ParseStage.FilterOperator,
        ExpandStage.Operator,
        SeriesStage.Operator,
        CountStage.Operator,
        DistinctStage.Operator,
        JoinStage.Operator,
        JoinStage.LookupOperator,
        UnionStage.Operator,
        SerializeStage.Operator,
        PrintStage.Operator,
        RangeStage.Operator,
        RenderStage.Operator,
    ];

    private static readonly FrozenDictionary<string, PipeOperator> ByName =
        All.ToFrozenDictionary(one => one.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static PipeOperator? Find(string name) => ByName.GetValueOrDefault(name);
}
