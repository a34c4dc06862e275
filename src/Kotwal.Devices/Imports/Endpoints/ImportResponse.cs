using Kotwal.City.Graph.Imports;

namespace Kotwal.Devices.Imports.Endpoints;

/// <summary>What an import would do, or has done, in an answer of the API. Lists are cut; the counts count all.</summary>
internal sealed record ImportResponse(
    string Format,
    string Source,
    bool Recorded,
    CountsResponse Counts,
    IReadOnlyList<ProblemResponse> Problems,
    IReadOnlyList<ChangeResponse> Changes,
    IReadOnlyList<ProposalResponse> Proposals)
{
    private const int MaxListed = 100;

    public static ImportResponse Of(ImportReport report)
    {
        var plan = report.Plan;
        return new(
            report.Format,
            report.Source,
            report.IsRecorded,
            new(plan.NewCount, plan.ChangedCount, plan.UnchangedCount, plan.EndedCount, plan.RefusedCount + report.ProblemCount, plan.ProposedCount),
            [
                .. report.Problems.Select(problem => new ProblemResponse(problem.Line, problem.Reason))
                    .Concat(plan.Refusals.Select(refusal => new ProblemResponse(refusal.Line, refusal.Reason)))
                    .OrderBy(problem => problem.Line).Take(MaxListed),
            ],
            [.. plan.Changes.Take(MaxListed).Select(ChangeResponse.Of)],
            [.. plan.Proposals.Take(MaxListed).Select(proposal => new ProposalResponse(proposal.Line, proposal.Node.Value, proposal.Other.Value, proposal.Reason))]);
    }
}

// Refused: items, rows and values that could not be used.
// Proposed: merges that a person is to decide on.
internal sealed record CountsResponse(int New, int Changed, int Unchanged, int Ended, int Refused, int Proposed);

// Line: line, row or element, from 1; 0 when that has no meaning.
internal sealed record ProblemResponse(int Line, string Reason);

internal sealed record ChangeResponse(string Deed, int Line, Guid Node, string Kind, string Name, IReadOnlyList<ImportValue> Values)
{
    public static ChangeResponse Of(ImportChange change) =>
        new(change.Deed.ToString().ToLowerInvariant(), change.Line, change.Node.Value, change.Kind, change.Name, change.Values);
}

internal sealed record ProposalResponse(int Line, Guid Node, Guid Other, string Reason);
