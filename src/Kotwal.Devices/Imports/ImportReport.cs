using Kotwal.City.Graph.Imports;
using Kotwal.Inventory;

namespace Kotwal.Devices.Imports;

/// <summary>What an import would do, or has done.</summary>
/// <param name="Format">The format that read the document.</param>
/// <param name="Source">Who says it, in the words of the ledger.</param>
/// <param name="IsRecorded">False for a preview.</param>
/// <param name="Plan">What becomes of which nodes.</param>
/// <param name="Problems">What the format could not use, in the document's order.</param>
/// <param name="ProblemCount">All of that.</param>
public sealed record ImportReport(
    string Format, string Source, bool IsRecorded, ImportPlan Plan, IReadOnlyList<InventoryProblem> Problems, int ProblemCount)
{
    /// <summary>In a line, for the audit trail.</summary>
    public string Describe() =>
        $"{Format} as {Source}: {Plan.NewCount} new, {Plan.ChangedCount} changed, {Plan.EndedCount} ended, {Plan.UnchangedCount} unchanged, "
        + $"{Plan.RefusedCount + ProblemCount} refused";
}
