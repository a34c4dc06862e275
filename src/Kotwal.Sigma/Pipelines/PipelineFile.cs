using System.Collections.Immutable;

namespace Kotwal.Sigma.Pipelines;

/// <summary>What one file says.</summary>
/// <param name="Name">Its name, or its path where it has none.</param>
/// <param name="Priority">Lower is applied earlier.</param>
/// <param name="Variables">Values of placeholders.</param>
/// <param name="Steps">What is done, in order.</param>
internal sealed record PipelineFile(
    string Name, long Priority, ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Variables, ImmutableArray<PipelineStep> Steps);
