using System.Security.Cryptography;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Access;

/// <summary>
/// The one way to the first administrator: a token of 256 random bits that the program prints when it starts and nobody can sign
/// in yet. Only its hash is held, in memory; it ends when it is used or the program stops.
/// </summary>
public sealed class SetupLink(IServiceScopeFactory scopes, IAuditTrail audit) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private byte[]? tokenHash;

    /// <summary>Makes the token, if no account exists. An earlier token of this process ends.</summary>
    /// <returns>The token for <c>/setup?token=…</c>, or null when there are accounts already.</returns>
    public async Task<string?> OpenAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<Accounts>().AnyAsync(cancel))
        {
            return null;
        }

        var token = LinkToken.New();
        tokenHash = LinkToken.HashOf(token);
        return token;
    }

    /// <summary>Whether this is the token that is open.</summary>
    public bool Accepts(string? token) =>
        tokenHash is { } expected && token is not null && CryptographicOperations.FixedTimeEquals(LinkToken.HashOf(token), expected);

    /// <summary>Makes the administrator and ends the token. A refused name or password leaves it open.</summary>
    /// <returns>Null when the token is not open; otherwise why the account was refused, empty when it was made.</returns>
    public async Task<IReadOnlyList<IdentityError>?> UseAsync(string? token, string name, string password, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            if (!Accepts(token) || await accounts.AnyAsync(cancel))
            {
                await audit.WriteAsync(new(AuditDeed.Somebody, "setup.use", "administrator", AuditResult.Refused), cancel);
                return null;
            }

            var errors = await accounts.CreateAsync(name, password, [Roles.Admin], "setup link", cancel);
            if (errors.Count == 0)
            {
                tokenHash = null;
            }

            return errors;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
