using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Kotwal.City.Access;

/// <summary>
/// Passkeys (Web Authentication, level 3): made on the account page once the password was given again, and then a sign-in of their
/// own, since each checks its owner by itself. One per request.
/// </summary>
public sealed class Passkeys
{
    /// <summary>Most passkeys of one account.</summary>
    public const int MaxPerAccount = 20;

    private const string SignInPurpose = "sign-in";
    private readonly IPasskeyHandler<Account> handler;
    private readonly UserManager<Account> users;
    private readonly SignIn signIn;
    private readonly PasskeyTickets tickets;
    private readonly IAuditTrail audit;

    internal Passkeys(IPasskeyHandler<Account> handler, UserManager<Account> users, SignIn signIn, PasskeyTickets tickets, IAuditTrail audit)
    {
        this.handler = handler;
        this.users = users;
        this.signIn = signIn;
        this.tickets = tickets;
        this.audit = audit;
    }

    /// <summary>What the browser asks a new passkey for. The caller has seen the password.</summary>
    public async Task<PasskeyQuestion> OfferAsync(HttpContext context, Account account)
    {
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id.ToString("D"), Name = account.UserName!, DisplayName = account.UserName! }, context);
        return new(made.CreationOptionsJson, tickets.Issue(account.Id.ToString("D"), made.AttestationState ?? ""));
    }

    /// <summary>Keeps the passkey that answered.</summary>
    /// <returns>Whether the answer was good and there was room.</returns>
    public async Task<bool> AddAsync(HttpContext context, Account account, string name, string ticket, string credential, CancellationToken cancel)
    {
        if (tickets.Use(account.Id.ToString("D"), ticket) is not { } state || (await users.GetPasskeysAsync(account)).Count >= MaxPerAccount)
        {
            return false;
        }

        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = state });
        var isDone = result.Succeeded && await users.FindByPasskeyIdAsync(result.Passkey.CredentialId) is null;
        if (!isDone)
        {
            await audit.WriteAsync(Deed(context, account, "passkey.add", AuditResult.Refused), cancel);
            return false;
        }

        result.Passkey!.Name = string.IsNullOrWhiteSpace(name) ? Visitor.Of(context).Browser : name.Trim()[..Math.Min(name.Trim().Length, AccountSession.MaxText)];
        return await DoAsync(context, account, "passkey.add", () => users.AddOrUpdatePasskeyAsync(account, result.Passkey), cancel);
    }

    /// <summary>The passkeys of an account, the oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyRow>> ListAsync(Account account) => [.. (await users.GetPasskeysAsync(account))
        .OrderBy(p => p.CreatedAt).Select(p => new PasskeyRow(Convert.ToHexStringLower(p.CredentialId), p.Name ?? "", p.CreatedAt))];

    /// <summary>Removes one of the account's passkeys. The caller has seen the password.</summary>
    /// <returns>Whether the account has it.</returns>
    public async Task<bool> RemoveAsync(HttpContext context, Account account, string id, CancellationToken cancel)
    {
        var found = (await users.GetPasskeysAsync(account)).FirstOrDefault(p => Convert.ToHexStringLower(p.CredentialId) == id);
        return found is not null
            && await DoAsync(context, account, "passkey.remove", () => users.RemovePasskeyAsync(account, found.CredentialId), cancel);
    }

    /// <summary>What the browser asks any passkey of this server for.</summary>
    public async Task<PasskeyQuestion> AskAsync(HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(null, context);
        return new(made.RequestOptionsJson, tickets.Issue(SignInPurpose, made.AssertionState ?? ""));
    }

    /// <summary>Lets the owner of the passkey in that answered. A lock-out after wrong passwords does not concern it.</summary>
    public async Task<SignInOutcome> EnterAsync(HttpContext context, string ticket, string credential, CancellationToken cancel)
    {
        if (tickets.Use(SignInPurpose, ticket) is { } state)
        {
            var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = state });
            // It keeps the passkey's counter, by which a copy of it is noticed: a counter that cannot be kept lets nobody in.
            if (result.Succeeded && result.User.DisabledAt is null && (await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded)
            {
                await signIn.StartAsync(context, result.User, SignInMethod.Passkey, cancel);
                return SignInOutcome.Entered;
            }
        }

        await signIn.RefuseAsync(context, "passkey", SignInOutcome.Refused, cancel);
        return SignInOutcome.Refused;
    }

    private async Task<bool> DoAsync(HttpContext context, Account account, string action, Func<Task<IdentityResult>> act, CancellationToken cancel) =>
        (await audit.DoAsync(
            Deed(context, account, action, AuditResult.Done), act, done => done.Succeeded ? null : "the account was changed meanwhile", cancel)).Succeeded;

    private static AuditDeed Deed(HttpContext context, Account account, string action, AuditResult result) =>
        new(account.UserName!, action, account.UserName!, result, $"from {Visitor.Of(context).Address}");
}
