using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>The search part: keeps the events that fit. It has no operator's name, as it stands only at the start.</summary>
internal sealed record SearchStage(Search Search) : Stage
{
    public override Table Apply(PlanContext context, Table input) => Search is SearchAll
        ? input
        : input.Where(new SearchBinder(context, input, context.Schema.Events).Bind(Search));
}
