using System.Text.RegularExpressions;
using Kotwal.City.Administration;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Console.Administration.People;

/// <summary>Makes an account for one incident or one audit that ends by itself.</summary>
public sealed partial class GuestForm
{
    private string name = "";
    private string displayName = "";
    private string mail = "";
    private string incident = "";
    private DateOnly? until;
    private bool isAudit;
    private bool isBusy;
    private bool isNoIncident;
    private Refusal? refusal;
    private Invitation? made;

    [Inject]
    private Invitations Invitations { get; set; } = default!;

    [Inject]
    private CityTime Time { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>Called after an account was made.</summary>
    [Parameter]
    public EventCallback OnMade { get; set; }

    private static int LongestDays => GuestRequest.Longest.Days;

    private string Day(int daysFromToday) => EndDate.Text(EndDate.Day(Time, Clock.GetUtcNow().AddDays(daysFromToday)));

    private async Task CreateAsync()
    {
        var found = IncidentId().Match(incident);
        isNoIncident = !isAudit && !found.Success;
        if (isBusy || isNoIncident)
        {
            return;
        }

        isBusy = true;
        try
        {
            // A deed that was begun is ended even when the person has left the page.
            var request = new GuestRequest(name, displayName, mail, isAudit ? null : Guid.Parse(found.Value), EndDate.End(Time, until));
            var invitation = await Invitations.CreateAsync(request, (await SignedIn).User, CancellationToken.None);
            (refusal, made) = (invitation.Refused, invitation.Refused is null ? invitation : null);
            await OnMade.InvokeAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    // People copy the address of the incident's page; its id is in there.
    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex IncidentId();
}
