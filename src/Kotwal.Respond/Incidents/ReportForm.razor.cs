using Kotwal.City.Work;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Respond.Incidents;

/// <summary>Opens an incident about something a person reports.</summary>
public sealed partial class ReportForm
{
    private string title = "";
    private string severity = "medium";
    private bool isBusy;

    [Inject]
    private IncidentActions Actions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    private async Task OpenAsync()
    {
        if (isBusy || title.Trim().Length == 0)
        {
            return;
        }

        isBusy = true;
        try
        {
            // A deed that was begun is ended even when the person has left the page.
            var person = (await SignedIn).User.Identity?.Name ?? "";
            var id = await Actions.OpenAsync(new IncidentRequest(title.Trim(), severity, [], person), CancellationToken.None);
            Navigation.NavigateTo($"incidents/{id}");
        }
        finally
        {
            isBusy = false;
        }
    }
}
