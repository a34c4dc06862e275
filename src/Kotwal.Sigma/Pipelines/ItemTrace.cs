using System.Collections.Immutable;
using Kotwal.Sigma.Pipelines.Transformations;

namespace Kotwal.Sigma.Pipelines;

/// <summary>Which steps have changed an item or a name.</summary>
/// <param name="Ids">Ids of the steps that have one.</param>
/// <param name="IsMapped">True when one of them gave the field its name.</param>
internal sealed record ItemTrace(ImmutableHashSet<string> Ids, bool IsMapped)
{
    public static ItemTrace None { get; } = new([], false);

    public ItemTrace With(PipelineStep step) =>
        new(step.Id is null ? Ids : Ids.Add(step.Id), IsMapped || step.Transformation is FieldTransformation);
}
