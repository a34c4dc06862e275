using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Devices.Nodes;
using Kotwal.Inventory;

namespace Kotwal.Devices.Editing;

/// <summary>One attribute while a person writes: what is believed, who says what, and what stands in the field. For one page.</summary>
public sealed class AttributeDraft(string name)
{
    public string Name => name;

    /// <summary>What stands in the field.</summary>
    public string Text { get; set; } = "";

    /// <summary>What is believed now; empty for nothing.</summary>
    public string Believed { get; private set; } = "";

    /// <summary>What each source says, the one that is believed first.</summary>
    public IReadOnlyList<NodeStatement> Said { get; private set; } = [];

    public bool IsChanged => Written != Believed;

    /// <summary>The field's text as it would be recorded.</summary>
    public string Written => name == InventoryAttributes.Type ? Text.Trim().ToLowerInvariant().Replace(' ', '_') : Text.Trim();

    /// <summary>True when the field was emptied, and nobody but other sources says what stood there, so that there is nothing to take back.</summary>
    public bool IsOthersWord => IsChanged && Written.Length == 0 && !Said.Any(said => FactSources.IsPerson(said.Source));

    /// <summary>What is believed again when the field is emptied; null for nothing.</summary>
    public NodeStatement? Behind => Said.FirstOrDefault(said => !FactSources.IsPerson(said.Source));

    /// <summary>Follows the node: a field that nobody has touched shows what holds now, others keep what was written.</summary>
    public void Follow(GraphNode node)
    {
        var isTouched = IsChanged;
        Said = node.Statements(name);
        Believed = FactWords.IsSet(name) ? string.Join(' ', Said.Select(said => said.Value).Distinct()) : Said is [var first, ..] ? first.Value : "";
        Text = isTouched ? Text : Believed;
    }

    /// <summary>Forgets what was written.</summary>
    public void PutBack() => Text = Believed;

    /// <summary>Why it cannot be saved, as far as that is known before asking; null when it may be.</summary>
    public NodeRefusal? Refusal => IsOthersWord
        ? new(name, NodeRefusalReason.OthersSay, $"{name} is said by {Said[0].Source}; only that source can take it back.", Said[0].Source)
        : null;
}
