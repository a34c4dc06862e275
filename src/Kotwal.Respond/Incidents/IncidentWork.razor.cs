using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Respond.Incidents;

/// <summary>Where a person changes the status of an incident and writes notes. What is typed stays when the page reads again.</summary>
public sealed partial class IncidentWork
{
    private bool isBusy;
    private IncidentStatus? chosen;
    private string reason = "";
    private string note = "";
    private string? refusal;

    [Inject]
    private IncidentActions Actions { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public Incident Incident { get; set; } = default!;

    /// <summary>Called after something was changed, by this person or by another.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private IncidentStatus Chosen => chosen ?? Incident.Status;

    private bool NeedsReason => Incident.NeedsReasonFor(Chosen);

    private void Choose(ChangeEventArgs change) =>
        chosen = StatusName.TryRead(change.Value as string, out var status) ? status : null;

    private Task SetStatusAsync() => DoAsync(async user =>
    {
        var deed = await Actions.SetStatusAsync(Incident.Id, Chosen, reason, Incident.Version, user, CancellationToken.None);
        if (deed is IncidentDeed.Done or IncidentDeed.Unchanged)
        {
            (chosen, reason) = (null, "");
        }

        return deed;
    });

    private Task AddNoteAsync() => DoAsync(async user =>
    {
        var deed = await Actions.AddNoteAsync(Incident.Id, note, user, CancellationToken.None);
        note = deed == IncidentDeed.Done ? "" : note;
        return deed;
    });

    // A deed that was begun is ended even when the person has left the page.
    private async Task DoAsync(Func<ClaimsPrincipal, Task<IncidentDeed>> act)
    {
        isBusy = true;
        try
        {
            refusal = await act((await SignedIn).User) switch
            {
                IncidentDeed.Conflict => "incident.conflict",
                IncidentDeed.Outside => "incident.outside.status",
                IncidentDeed.ReasonMissing => "incident.reasonMissing",
                IncidentDeed.NotFound => "incident.gone",
                _ => null,
            };
            await OnChanged.InvokeAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
