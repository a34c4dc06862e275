using System.Text.RegularExpressions;
using Kotwal.City.Administration;
using Microsoft.AspNetCore.Components;

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
    private bool isNoIncident;
    private Refusal? refusal;
    private Invitation? made;

    [Inject]
    private Invitations Invitations { get; set; } = default!;

    private static int LongestDays => GuestRequest.Longest.Days;

    private string Day(int daysFromToday) => EndDate.Text(EndDate.Day(Time, Clock.GetUtcNow().AddDays(daysFromToday)));

    private async Task CreateAsync()
    {
        var found = IncidentId().Match(incident);
        isNoIncident = !isAudit && !found.Success;
        if (isNoIncident)
        {
            return;
        }

        await DoAsync(async by =>
        {
            var request = new GuestRequest(name, displayName, mail, isAudit ? null : Guid.Parse(found.Value), EndDate.End(Time, until));
            var invitation = await Invitations.CreateAsync(request, by, CancellationToken.None);
            (refusal, made) = (invitation.Refused, invitation.Refused is null ? invitation : null);
        });
    }

    // People copy the address of the incident's page; its id is in there.
    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex IncidentId();
}
