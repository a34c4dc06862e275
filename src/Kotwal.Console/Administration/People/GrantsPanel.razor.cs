using Kotwal.City.Administration;
using Kotwal.City.People;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Administration.People;

/// <summary>What one person may do, and where it is given and taken. What is being written stays when the page reads again.</summary>
public sealed partial class GrantsPanel
{
    private GrantDraft? draft;
    private bool isEdit;
    private Refusal? refusal;

    [Inject]
    private GrantActions Actions { get; set; } = default!;

    [Parameter, EditorRequired]
    public PersonView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<ScopeChoice> Choices { get; set; } = [];

    private string[] Free => [.. Roles.ForPeople.Except(View.Person.Grants.Select(grant => grant.Role))];

    private void Add() => (draft, isEdit, refusal) = (new GrantDraft { Role = Free.Contains(Roles.Analyst) ? Roles.Analyst : Free[0] }, false, null);

    private void Edit(RoleGrant grant) => (draft, isEdit, refusal) = (GrantDraft.Of(grant, Time), true, null);

    private void Cancel() => (draft, refusal) = (null, null);

    private Task PutAsync() => DoAsync(async by =>
    {
        refusal = await Actions.PutAsync(View.Person.Id, draft!.AsRequest(Time), View.Version, by, CancellationToken.None);
        draft = refusal is null ? null : draft;
    });

    private Task RemoveAsync(RoleGrant grant) => DoAsync(async by =>
        refusal = await Actions.RemoveAsync(View.Person.Id, grant.Role, View.Version, by, CancellationToken.None));
}
