using Kotwal.Console.Ui;
using Kotwal.Devices.Nodes;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Devices.Editing;

/// <summary>Makes a node, as the word of the person; relations are said on the page to which this one leads.</summary>
public sealed partial class NewNodePage
{
    /// <summary>Most marks that are written at once; more are added afterwards.</summary>
    private const int MaxMarks = 10;

    private string kind = InventoryKinds.Asset;
    private List<AttributeDraft> drafts = [];
    private List<WrittenMark> marks = [];
    private string effectiveAt = "";
    private IReadOnlyList<NodeRefusal> refusals = [];
    private bool isBusy;

    [Inject]
    private NodeEdits Edits { get; set; } = default!;

    [Inject]
    private CityTime Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized() => ChooseKind(kind);

    private void ChooseKind(string? chosen)
    {
        (kind, refusals) = (chosen ?? kind, []);
        var written = drafts.ToDictionary(draft => draft.Name, StringComparer.Ordinal);
        drafts = [.. EditableAttributes.Of(kind).Select(name => written.GetValueOrDefault(name) ?? new AttributeDraft(name))];
        if (marks.All(mark => mark.Value.Trim().Length == 0))
        {
            marks = [new(MarkKinds.UsualOf(kind))];
        }
    }

    private void Drop(WrittenMark mark)
    {
        marks.Remove(mark);
        refusals = [];
    }

    private async Task MakeAsync()
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            // A deed that was begun is ended even when the person has left the page.
            var deed = await SaveAsync();
            refusals = deed.Refusals;
            if (deed.Node is { } made)
            {
                Navigation.NavigateTo($"nodes/{made}/edit");
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task<NodeDeed> SaveAsync()
    {
        var from = Time.ReadInput(effectiveAt);
        if (effectiveAt.Length > 0 && from is null)
        {
            return NodeDeed.Refused(new NodeRefusal(NodeRefusal.EffectiveAt, NodeRefusalReason.NoTime, "effectiveAt is no time."));
        }

        // An empty line beside others was not meant; the only one is refused by its field.
        marks = marks.FindAll(mark => mark.Value.Trim().Length > 0) is { Count: > 0 } written ? written : [marks[0]];
        var change = new NodeChange(
            drafts.Where(draft => draft.Written.Length > 0).ToDictionary(draft => draft.Name, draft => (string?)draft.Written, StringComparer.Ordinal),
            [.. marks.Where(mark => mark.Value.Trim().Length > 0).Select(mark => MarkKinds.Read(mark.Kind, mark.Value, kind))],
            EffectiveAt: from);
        return await Edits.CreateAsync(kind, change, (await SignedIn).User, CancellationToken.None);
    }
}
