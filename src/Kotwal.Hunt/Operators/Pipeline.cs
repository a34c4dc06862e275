using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>A source of rows and the operators that they go through.</summary>
internal sealed record Pipeline(Source Source, ImmutableArray<Stage> Stages, TextSpan Span) : Tabular
{
    /// <summary>Makes the table of a query that stands within another.</summary>
    public static Table Open(PlanContext context, Tabular query) => ((Pipeline)query).Apply(context);

    public Table Apply(PlanContext context)
    {
        var table = Source.Open(context);
        foreach (var stage in Stages)
        {
            if (context.Error is not null || !context.TryCountStage(Span))
            {
                break;
            }

            table = stage.Apply(context, table);
        }

        return table;
    }
}
