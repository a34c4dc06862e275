using System.Security.Claims;
using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Watch.Alerts;

/// <summary>The buttons by which a person decides about an alert.</summary>
public sealed partial class AlertDecisions
{
    private bool isBusy;
    private bool isClosing;
    private AlertCloseReason reason;
    private string note = "";
    private string? refusal;

    [Inject]
    private AlertActions Actions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public StoredAlert Alert { get; set; } = default!;

    /// <summary>The incident it belongs to; one with an incident is not escalated again.</summary>
    [Parameter]
    public WorkItem? Incident { get; set; }

    /// <summary>Called after something was decided, by this person or by another.</summary>
    [Parameter]
    public EventCallback OnDecided { get; set; }

    private Task AcknowledgeAsync() => DecideAsync(user => Actions.AcknowledgeAsync(Alert.Id, user, CancellationToken.None));

    private Task ReopenAsync() => DecideAsync(user => Actions.ReopenAsync(Alert.Id, user, CancellationToken.None));

    private async Task CloseAsync()
    {
        await DecideAsync(user => Actions.CloseAsync(Alert.Id, reason, note, user, CancellationToken.None));
        isClosing = refusal is not null;
    }

    private Task EscalateAsync() => DoAsync(async user =>
    {
        if (await Actions.EscalateAsync(Alert.Id, null, user, CancellationToken.None) is { } incident)
        {
            Navigation.NavigateTo($"incidents/{incident}");
        }
    });

    // A deed that was begun is ended even when the person has left the page.
    private Task DecideAsync(Func<ClaimsPrincipal, Task<AlertDecision>> decide) => DoAsync(async user =>
    {
        refusal = await decide(user) is AlertDecision.Conflict ? "alert.conflict" : null;
        await OnDecided.InvokeAsync();
    });

    private async Task DoAsync(Func<ClaimsPrincipal, Task> deed)
    {
        isBusy = true;
        try
        {
            await deed((await SignedIn).User);
        }
        finally
        {
            isBusy = false;
        }
    }
}
