using System.Security.Claims;
using Kotwal.City.Administration;
using Kotwal.City.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Console.Administration.People;

/// <summary>One person: who it is, what the person may do, and the way in.</summary>
public sealed partial class PersonPage
{
    private string displayName = "";
    private string mail = "";
    private Guid shown;
    private bool isBusy;
    private Refusal? refusal;
    private Invitation? link;

    [Inject]
    private PeopleReader Reader { get; set; } = default!;

    [Inject]
    private AccountActions Actions { get; set; } = default!;

    [Inject]
    private Invitations Invitations { get; set; } = default!;

    [Inject]
    private IScopeChoices Scopes { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    private Guid? Version => Page.Value?.View?.Version;

    /// <inheritdoc/>
    protected override async Task<PersonContent> ReadAsync(CancellationToken cancel)
    {
        var view = await Reader.FindAsync(Id, (await SignedIn).User, cancel);
        if (view is not null && shown != view.Version)
        {
            (shown, displayName, mail) = (view.Version, view.Person.DisplayName ?? "", view.Person.Mail ?? "");
        }

        return new(view, await Scopes.ListAsync(cancel));
    }

    private Task DescribeAsync() => DoAsync(by => Actions.DescribeAsync(Id, displayName, mail, Version, by, CancellationToken.None));

    private Task DisableAsync() => DoAsync(by => Actions.DisableAsync(Id, Version, by, CancellationToken.None));

    private Task RemoveFactorAsync() => DoAsync(by => Actions.RemoveFactorAsync(Id, Version, by, CancellationToken.None));

    private Task EnableAsync() => DoAsync(by => Actions.EnableAsync(Id, Version, by, CancellationToken.None));

    private Task LeaveAsync() => DoAsync(by => Actions.LeaveAsync(Id, Version, by, CancellationToken.None));

    private Task RenewAsync() => DoAsync(async by =>
    {
        var invitation = await Invitations.RenewAsync(Id, by, CancellationToken.None);
        link = invitation.Refused is null ? invitation : null;
        return invitation.Refused;
    });

    // A deed that was begun is ended even when the person has left the page.
    private async Task DoAsync(Func<ClaimsPrincipal, Task<Refusal?>> act)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            link = null;
            refusal = await act((await SignedIn).User);
            await ReloadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
