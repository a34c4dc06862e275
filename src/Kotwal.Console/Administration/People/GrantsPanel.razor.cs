using System.Security.Claims;
using Kotwal.City.Administration;
using Kotwal.City.People;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Console.Administration.People;

/// <summary>What one person may do, and where it is given and taken. What is being written stays when the page reads again.</summary>
public sealed partial class GrantsPanel
{
    private GrantDraft? draft;
    private bool isEdit;
    private bool isBusy;
    private Refusal? refusal;

    [Inject]
    private GrantActions Actions { get; set; } = default!;

    [Inject]
    private CityTime Time { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public PersonView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<ScopeChoice> Choices { get; set; } = [];

    /// <summary>Called after something was changed, or refused because another has changed it.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private string[] Free => [.. Roles.ForPeople.Except(View.Person.Grants.Select(grant => grant.Role))];

    private void Add() => (draft, isEdit, refusal) = (new GrantDraft { Role = Free.Contains(Roles.Analyst) ? Roles.Analyst : Free[0] }, false, null);

    private void Edit(RoleGrant grant) => (draft, isEdit, refusal) = (GrantDraft.Of(grant, Time), true, null);

    private void Cancel() => (draft, refusal) = (null, null);

    private Task PutAsync() => DoAsync(async by =>
    {
        var refused = await Actions.PutAsync(View.Person.Id, draft!.AsRequest(Time), View.Version, by, CancellationToken.None);
        draft = refused is null ? null : draft;
        return refused;
    });

    private Task RemoveAsync(RoleGrant grant) =>
        DoAsync(by => Actions.RemoveAsync(View.Person.Id, grant.Role, View.Version, by, CancellationToken.None));

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
            refusal = await act((await SignedIn).User);
            await OnChanged.InvokeAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
