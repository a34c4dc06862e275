using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Operators;

/// <summary>One step of a hunt as it was written: data that knows how it changes a table.</summary>
internal abstract record Stage
{
    public abstract Table Apply(PlanContext context, Table input);
}
