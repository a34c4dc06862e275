using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Turns a document's items into a plan, against one graph. Used once, by one thread.</summary>
internal sealed class ImportPlanner
{
    private readonly GraphSnapshot graph;
    private readonly ImportRequest request;
    private readonly TimeProvider clock;
    private readonly ImportPlan plan;
    private readonly ImportIdentity identity;
    private readonly SourceSayings sayings;
    private readonly ImportDoubts doubts;
    private readonly Dictionary<NodeId, NodeDraft> drafts = [];
    private readonly List<(NodeDraft From, InventoryRelation Relation, int Line)> later = [];
    private readonly HashSet<NodeId> pointedAt = [];
    private readonly Func<int, bool> isReached;
    private readonly HashSet<string> newNames = new(StringComparer.Ordinal);

    public ImportPlanner(GraphSnapshot graph, ImportRequest request, TimeProvider clock)
    {
        (this.graph, this.request, this.clock) = (graph, request, clock);
        plan = new ImportPlan(graph.Recording);
        sayings = new SourceSayings(graph.Frame, request.Source, request.EffectiveAt);
        identity = new ImportIdentity(graph, sayings);
        doubts = new ImportDoubts(graph);
        isReached = graph.Scopes.Filter(request.Reach);
    }

    public ImportPlan Plan(IEnumerable<InventoryItem> items)
    {
        foreach (var item in items)
        {
            Take(item);
        }

        foreach (var (from, relation, line) in later)
        {
            Relate(from, relation, line, isLast: true);
        }

        foreach (var draft in drafts.Values)
        {
            Close(draft);
        }

        CountNamedInPassing();
        if (request.IsComplete)
        {
            EndTheRest();
        }

        doubts.Propose(plan, request.EffectiveAt);
        return plan;
    }

    private void Take(InventoryItem item)
    {
        if (ImportChecks.Refusal(item) is { } reason)
        {
            plan.Refuse(item.Line, reason);
            return;
        }

        var found = identity.Find(item, out var others);
        if (DraftOf(found, item.Kind, item.Line) is not { } draft)
        {
            return;
        }

        draft.IsStated = true;
        foreach (var (other, mark) in others)
        {
            doubts.Add(item.Line, draft.Id, other, mark);
        }

        State(draft, FactWords.Kind, item.Kind, item.Line);
        foreach (var mark in identity.Take(draft.Id, item))
        {
            State(draft, PredicateOf.Identifier(mark.Kind), mark.Value, item.Line);
        }

        if (ItemKeys.Needs(item))
        {
            draft.State(PredicateOf.Identifier(FactWords.ItemKey), ItemKeys.Of(request.Source, item).Value);
        }

        foreach (var said in item.Attributes.Where(said => said.Value.Length > 0).GroupBy(said => said.Key, said => said.Value))
        {
            Say(draft, said.Key, [.. said.Distinct()], item.Line);
        }

        foreach (var relation in item.Relations)
        {
            Relate(draft, relation, item.Line, isLast: false);
        }
    }

    private NodeDraft? DraftOf(NodeId? found, string kind, int line)
    {
        if (found is { } known && drafts.TryGetValue(known, out var draft))
        {
            return draft;
        }

        var place = found is { } id && graph.TryGetPlace(id, out var at) ? at : -1;
        if (place < 0 ? !request.Reach.IsWholeCity : !isReached(graph.Frame.Merges.SurvivorOf(place)))
        {
            plan.Refuse(line, place < 0 ? "It is new, and you may change only a part of the city." : "It stands outside the part of the city that you may change.");
            return null;
        }

        draft = new(found ?? NodeId.New(clock), kind, line, place < 0 ? null : graph.Frame.Nodes[place], sayings);
        drafts.Add(draft.Id, draft);
        return draft;
    }

    private void Say(NodeDraft draft, string name, IReadOnlyList<string> values, int line)
    {
        if (graph.Frame.KeyOf(name) == 0 && newNames.Add(name) && graph.Frame.Names.Words.Length + newNames.Count > FactKeys.MaxImportedWords)
        {
            plan.Refuse(line, $"The city knows {FactKeys.MaxImportedWords} names of attributes; '{name}' is one too many.");
            return;
        }

        // What a source says in a field of its own may be a list, of tags for example; the list is one value.
        if (values.Count > 1 && name.Contains('.') && string.Join(", ", values) is { Length: <= FactWords.MaxValueLength } list)
        {
            values = [list];
        }

        foreach (var value in values)
        {
            State(draft, name, value, line);
        }
    }

    private void State(NodeDraft draft, string predicate, string value, int line)
    {
        if (!draft.State(predicate, value))
        {
            plan.Refuse(line, $"The document says two things about {predicate} of one node (line {draft.Line}); the first is taken.");
        }
    }

    private void Relate(NodeDraft from, InventoryRelation relation, int line, bool isLast)
    {
        var predicate = PredicateOf.Relation(relation.Name);
        if (identity.FindTarget(relation.Target, relation.TargetKind, node => from.SaidBefore(predicate, node.ToString())) is { } target)
        {
            from.State(predicate, target.ToString());
            pointedAt.Add(target);
        }
        else if (!isLast)
        {
            later.Add((from, relation, line));
        }
        else if (!ShortIds.IsShortId(relation.Target))
        {
            plan.Refuse(line, $"{relation.Name} points at {relation.Target.Kind} '{relation.Target.Value}', which nothing known bears.");
        }
        else if (DraftOf(found: null, relation.TargetKind, line) is { } made)
        {
            // Named by its short id alone: that is all that is known of it.
            made.IsStated = true;
            identity.Take(made.Id, new InventoryItem { Kind = relation.TargetKind, Identifiers = [relation.Target], Line = line });
            made.State(FactWords.Kind, relation.TargetKind);
            made.State(PredicateOf.Identifier(relation.Target.Kind), relation.Target.Value);
            from.State(predicate, made.Id.ToString());
            pointedAt.Add(made.Id);
        }
    }

    private void Close(NodeDraft draft)
    {
        var facts = draft.Facts(request.IsComplete);
        if (facts.Count == 0)
        {
            plan.AddUnchanged();
            return;
        }

        var deed = draft.Known is null ? ImportDeed.New : ImportDeed.Changed;
        var values = plan.Changes.Count < ImportPlan.MaxListed ? draft.Describe(facts) : [];
        plan.Add(new(deed, draft.Line, draft.Id, draft.Kind, NameOf(draft, facts), values), facts);
    }

    // A node that the source made by pointing at it has no item of its own; it was counted when it was new, so it is counted again.
    private void CountNamedInPassing()
    {
        foreach (var id in pointedAt)
        {
            if (!drafts.ContainsKey(id) && graph.TryGetPlace(id, out var place)
                && graph.Frame.Nodes[place] is { } node && sayings.SaysAnythingOf(node) && isReached(graph.Frame.Merges.SurvivorOf(place)))
            {
                plan.AddUnchanged();
            }
        }
    }

    // What the document points at is still there for the source, even if it was only ever named in passing.
    private void EndTheRest()
    {
        foreach (var node in graph.Frame.Nodes)
        {
            if (node is null || !sayings.SaysAnythingOf(node) || !isReached(graph.Frame.Merges.SurvivorOf(node.Index)))
            {
                continue;
            }

            var id = new NodeId(graph.Frame.Names.Nodes[node.Index]);
            if (!drafts.ContainsKey(id) && !identity.Mentioned.Contains(id) && !pointedAt.Contains(id))
            {
                var draft = new NodeDraft(id, graph.Frame.KindOf(node.Index) ?? "", 0, node, sayings);
                var facts = draft.Ends();
                plan.Add(new(ImportDeed.Ended, 0, id, draft.Kind, NameOf(draft, []), draft.Describe(facts)), facts);
            }
        }
    }

    private string NameOf(NodeDraft draft, List<Fact> facts)
    {
        var named = facts.FindIndex(fact => fact is { Predicate: InventoryAttributes.Name, IsEnd: false });
        return named >= 0 ? facts[named].Value
            : draft.Known is { } known && graph.Frame.Live[graph.Frame.Merges.SurvivorOf(known.Index)] is not null
                ? graph.NodeAt(graph.Frame.Merges.SurvivorOf(known.Index)).Name
                : facts.Find(fact => fact.Predicate.StartsWith(FactWords.IdentifierPrefix, StringComparison.Ordinal)).Value ?? draft.Id.ToString();
    }
}
