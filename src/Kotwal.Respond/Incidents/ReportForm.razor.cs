using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Respond.Incidents;

/// <summary>Opens an incident about something a person reports.</summary>
public sealed partial class ReportForm
{
    private string title = "";
    private string severity = "medium";
    private bool isBusy;
    private bool isRefused;

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
            var report = new IncidentReport(title.Trim(), severity, [], []);
            if (await Actions.OpenAsync(report, (await SignedIn).User, CancellationToken.None) is { } id)
            {
                Navigation.NavigateTo($"incidents/{id}");
            }
            else
            {
                isRefused = true;
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
