using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.Devices.Nodes;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Devices.Editing;

/// <summary>Relations from a node: what people say can be ended, and new ones be said.</summary>
public sealed partial class RelationsForm
{
    private string name = InventoryRelations.DependsOn;
    private GraphNode? target;
    private NodePicker? picker;
    private IReadOnlyList<NodeRefusal> refusals = [];
    private bool isBusy;

    [Parameter, EditorRequired]
    public GraphNode Node { get; set; } = default!;

    /// <summary>How much of the city the person may change.</summary>
    [Parameter, EditorRequired]
    public Reach Reach { get; set; } = default!;

    /// <summary>Records a change.</summary>
    [Parameter, EditorRequired]
    public Func<NodeChange, Task<NodeDeed>> Save { get; set; } = default!;

    private bool IsWholeCity => Reach.IsWholeCity;

    private IReadOnlyList<GraphRelation> Relations => Node.Out(Reach);

    private IReadOnlyList<string> Offered => [.. InventoryRelations.All.Where(relation => IsWholeCity || !NodeFactsOf.NeedsWholeCity(relation))];

    private async Task AddAsync()
    {
        if (target is null)
        {
            refusals = [new(NodeRefusal.Relation(0), NodeRefusalReason.NeedsTarget, "Choose a node.")];
        }
        else if (target is { } chosen && await SayAsync(new RelationChange(name, chosen.Id.Value)))
        {
            target = null;
            picker?.Clear();
        }
    }

    private async Task<bool> SayAsync(RelationChange change)
    {
        if (isBusy)
        {
            return false;
        }

        isBusy = true;
        try
        {
            var deed = await Save(new NodeChange(Relations: [change]));
            refusals = deed.Refusals;
            return deed.IsDone;
        }
        finally
        {
            isBusy = false;
        }
    }
}
