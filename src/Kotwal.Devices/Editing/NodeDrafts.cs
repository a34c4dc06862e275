using Kotwal.City.Graph;
using Kotwal.Devices.Nodes;

namespace Kotwal.Devices.Editing;

/// <summary>What a person writes about a node's attributes, and the version of the node on which that rests. For one page.</summary>
public sealed class NodeDrafts
{
    private List<AttributeDraft> all = [];

    public IReadOnlyList<AttributeDraft> All => all;

    /// <summary>The version that was looked at; a change is refused when the node has another one.</summary>
    public string? Version { get; private set; }

    public bool IsChanged => all.Exists(draft => draft.IsChanged);

    /// <summary>What is to be saved.</summary>
    public NodeChange Change => new(all.Where(draft => draft.IsChanged).ToDictionary(
        draft => draft.Name, draft => draft.Written is { Length: > 0 } written ? written : null, StringComparer.Ordinal));

    /// <summary>What is known to be refused without asking.</summary>
    public IReadOnlyList<NodeRefusal> Refusals => [.. all.Select(draft => draft.Refusal).OfType<NodeRefusal>()];

    /// <summary>Follows a node that was read again, unless something is written that rests on what was read before.</summary>
    public void Meet(GraphNode node)
    {
        if (!IsChanged)
        {
            Follow(node);
        }
    }

    /// <summary>Rests on the node as it is now; what was written stays.</summary>
    public void Follow(GraphNode node)
    {
        var known = all.ToDictionary(draft => draft.Name, StringComparer.Ordinal);
        all = [.. EditableAttributes.Of(node).Select(name => known.GetValueOrDefault(name) ?? new AttributeDraft(name))];
        all.ForEach(draft => draft.Follow(node));
        Version = node.Version;
    }

    /// <summary>Forgets what was written and has been recorded.</summary>
    public void Forget(NodeChange recorded) =>
        all.FindAll(draft => recorded.Attributes?.ContainsKey(draft.Name) == true).ForEach(draft => draft.PutBack());

    /// <summary>Forgets all that was written.</summary>
    public void PutBack() => all.ForEach(draft => draft.PutBack());
}
