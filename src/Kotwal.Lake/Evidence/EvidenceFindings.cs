using Kotwal.Lake.Manifest;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Evidence;

/// <summary>What was found for a package.</summary>
/// <param name="Manifest">The lake at that moment.</param>
/// <param name="Segments">Files that hold at least one of the events.</param>
/// <param name="Rows">Number of the events.</param>
/// <param name="Faults">What is wrong with these files or the seals.</param>
internal sealed record EvidenceFindings(LakeManifest Manifest, IReadOnlyList<Segment> Segments, long Rows, IReadOnlyList<LakeFault> Faults)
{
    public bool IsSound => Faults.Count == 0;
}
