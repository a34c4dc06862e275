using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>Reads the ledger into a snapshot: all of it, or what a snapshot lacks.</summary>
internal static class GraphBuilder
{
    // Above that many nodes one pass over all facts is quicker than a question for each.
    private const int MaxQuestions = 20_000;

    /// <summary>The city as it is known by the names' recordings.</summary>
    public static async Task<GraphSnapshot> BuildAsync(FactLedger ledger, FactNames names, DateTimeOffset asOf, CancellationToken cancel)
    {
        var present = FactTime.ToMicroseconds(asOf);
        var fold = new NodeFold(names, present);
        var nodes = new NodeFacts?[names.Nodes.Length];
        var rows = new List<FactRow>();
        await using var connection = await ledger.OpenAsync(cancel);
        await FactReads.BySubjectAsync(connection, names, Take, cancel);
        Close();
        return new GraphSnapshot(new GraphFrame(names, nodes, present), fold.NextChange);

        void Take(FactRow row)
        {
            if (rows.Count > 0 && rows[0].Subject != row.Subject)
            {
                Close();
            }

            rows.Add(row);
        }

        void Close()
        {
            if (rows.Count > 0)
            {
                nodes[rows[0].Subject - 1] = fold.Fold(rows[0].Subject - 1, rows);
                rows.Clear();
            }
        }
    }

    /// <summary>What the snapshot becomes with later recordings: only nodes of which something new is said are folded again.</summary>
    public static async Task<GraphSnapshot> FollowAsync(
        GraphSnapshot before, FactLedger ledger, FactNames names, DateTimeOffset asOf, CancellationToken cancel)
    {
        var present = FactTime.ToMicroseconds(asOf);
        await using var connection = await ledger.OpenAsync(cancel);
        var changed = await FactReads.SubjectsAfterAsync(connection, before.Frame.Names.LastFact, names, cancel);
        if (before.Recording == 0 || changed.Count > MaxQuestions || before.NextChange <= present)
        {
            return await BuildAsync(ledger, names, asOf, cancel);
        }

        var fold = new NodeFold(names, present);
        var nodes = new NodeFacts?[names.Nodes.Length];
        before.Frame.Nodes.CopyTo(nodes, 0);
        var rows = new List<FactRow>();
        foreach (var subject in changed)
        {
            await FactReads.OfSubjectAsync(connection, names, subject, rows.Add, cancel);
            nodes[subject - 1] = fold.Fold(subject - 1, rows);
            rows.Clear();
        }

        return new GraphSnapshot(new GraphFrame(names, nodes, present), Math.Min(before.NextChange, fold.NextChange));
    }
}
