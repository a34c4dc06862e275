using Kotwal.City.Access;
using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>What people decide about nodes, recorded as their words. Safe for many threads.</summary>
/// <remarks>Each deed answers false when a node is not there, or stands outside the reach of who asks.</remarks>
public sealed class GraphDecisions(CityGraph graph, TimeProvider clock)
{
    /// <summary>Says that the node is the same thing as the other one, under whose id both go on.</summary>
    public Task<bool> MergeAsync(NodeId node, NodeId other, string account, Reach reach, CancellationToken cancel) =>
        node == other ? Task.FromResult(false) : PairAsync(node, other, FactWords.MergedInto, account, reach, cancel);

    /// <summary>Says that the two are not the same, so that no merge of them is proposed again.</summary>
    public Task<bool> RejectMergeAsync(NodeId node, NodeId other, string account, Reach reach, CancellationToken cancel) =>
        node == other ? Task.FromResult(false) : PairAsync(node, other, FactWords.NotSameAs, account, reach, cancel);

    /// <summary>Takes a merge back: the part, one of the <see cref="GraphNode.Ids"/> of a node, is by itself again.</summary>
    public async Task<bool> UndoMergeAsync(NodeId part, string account, Reach reach, CancellationToken cancel)
    {
        var now = graph.Current;
        if (!now.TryGetPlace(part, out var place) || now.Frame.Nodes[place] is not { MergedInto: >= 0 and var target } || now.Find(part, reach) is null)
        {
            return false;
        }

        var into = new NodeId(now.Frame.Names.Nodes[target]).ToString();
        return await RecordAsync(account, [new(part, FactWords.MergedInto, into, clock.GetUtcNow(), IsEnd: true)], cancel);
    }

    /// <summary>Says that a node that was only heard of is the city's.</summary>
    public Task<bool> ConfirmAsync(NodeId node, string account, Reach reach, CancellationToken cancel) =>
        SayAsync(node, FactWords.State, NodeStates.Confirmed, account, reach, cancel);

    /// <summary>Says that a node is of no interest.</summary>
    public Task<bool> IgnoreAsync(NodeId node, string account, Reach reach, CancellationToken cancel) =>
        SayAsync(node, FactWords.State, NodeStates.Ignored, account, reach, cancel);

    /// <summary>Says what an attribute is; null takes back what people have said, so that other sources are believed again.</summary>
    public Task<bool> SayAsync(NodeId node, string attribute, string? value, string account, Reach reach, CancellationToken cancel)
    {
        var known = graph.Current.Find(node, reach);
        var believed = known?.Statements(attribute).FirstOrDefault(statement => FactSources.IsPerson(statement.Source))?.Value;
        if (known is null || value == believed)
        {
            return Task.FromResult(known is not null);
        }

        var at = clock.GetUtcNow();
        Fact[] facts = value is null
            ? [.. known.SaidByPeople(attribute).Select(said => said with { EffectiveAt = at, IsEnd = true })]
            : [new(known.Id, attribute, value, at)];
        return RecordAsync(account, facts, cancel);
    }

    private Task<bool> PairAsync(NodeId node, NodeId other, string predicate, string account, Reach reach, CancellationToken cancel)
    {
        var now = graph.Current;
        return now.Find(node, reach) is { } known && now.Find(other, reach) is { } goesOn && known.Id != goesOn.Id
            ? RecordAsync(account, [new(known.Id, predicate, goesOn.Id.ToString(), clock.GetUtcNow())], cancel)
            : Task.FromResult(false);
    }

    private async Task<bool> RecordAsync(string account, Fact[] facts, CancellationToken cancel)
    {
        await graph.RecordAsync(new(FactSources.Person(account), account), facts, cancel);
        return true;
    }
}
