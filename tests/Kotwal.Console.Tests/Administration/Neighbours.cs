using System.Security.Claims;
using Kotwal.City.Administration;
using Kotwal.City.People;
using Kotwal.Console.Tests.Host;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.Console.Tests.Administration;

/// <summary>People beside the administrator who looks: of several standings and reaches.</summary>
internal static class Neighbours
{
    private static readonly Guid Incident = Guid.Parse("0192f0c4-7a10-7cc0-9c53-0a54cf2fa001");

    /// <summary>Makes them and tells the id of the engineer.</summary>
    public static async Task<Guid> MakeAsync(ConsoleHost host)
    {
        await using var scope = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        var by = await AdministratorAsync(scope.ServiceProvider);
        var invitations = scope.ServiceProvider.GetRequiredService<Invitations>();
        var now = host.Get<TimeProvider>().GetUtcNow();
        var engineer = await invitations.CreateAsync(
            new PersonRequest("ravi", "Ravi Kumar", "ravi@jalnigam.example", [new("engineer", ["service:water", "zone:scada"], null), new("auditor", [], now.AddDays(200))]),
            by, CancellationToken.None);
        await invitations.CreateAsync(new PersonRequest("meera", "मीरा देवी", null, [new("analyst", [], null)]), by, CancellationToken.None);
        await invitations.CreateAsync(new GuestRequest("forensics.kumar", "S. Kumar, forensics", null, Incident, now.AddDays(14)), by, CancellationToken.None);
        await invitations.CreateAsync(new GuestRequest("cert-in", null, null, null, now.AddDays(30)), by, CancellationToken.None);
        var disabled = await invitations.CreateAsync(new PersonRequest("vijay", "Vijay Singh", null, [new("responder", ["ward:7"], null)]), by, CancellationToken.None);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AccountActions>().DisableAsync(disabled.AccountId, null, by, CancellationToken.None));
        Assert.Null(engineer.Refused);
        return engineer.AccountId;
    }

    /// <summary>The one-time link of a new person.</summary>
    public static async Task<string> InviteAsync(ConsoleHost host, string name)
    {
        await using var scope = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        var invitation = await scope.ServiceProvider.GetRequiredService<Invitations>().CreateAsync(
            new PersonRequest(name, null, null, [new("analyst", [], null)]), await AdministratorAsync(scope.ServiceProvider), CancellationToken.None);
        return "/welcome?token=" + invitation.Token;
    }

    /// <summary>Disables the administrator, after making another.</summary>
    public static async Task DisableAsync(ConsoleHost host)
    {
        await using var scope = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync("meera", Some.Password, [Roles.Admin], "test", CancellationToken.None));
        var by = await AdministratorAsync(scope.ServiceProvider);
        var id = Guid.Parse(by.FindFirstValue(ClaimTypes.NameIdentifier)!);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AccountActions>().DisableAsync(id, null, by, CancellationToken.None));
    }

    private static async Task<ClaimsPrincipal> AdministratorAsync(IServiceProvider services)
    {
        var account = (await services.GetRequiredService<UserManager<Account>>().FindByNameAsync(ConsoleHost.Person))!;
        Claim[] who = [new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(ClaimTypes.Name, account.UserName!)];
        return new ClaimsPrincipal(new ClaimsIdentity(who.Concat(GrantClaims.Write(Roles.Admin, [])), "test"));
    }
}
