using System.Security.Cryptography;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Factors;

/// <summary>
/// Authenticator apps of people and the codes that stand in for a lost one. Whoever calls has seen the person's password before.
/// Safe for many threads.
/// </summary>
public sealed class SecondFactors(
    IDbContextFactory<CityDbContext> contexts, IDataProtectionProvider protection, IAuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan SetUpTakes = TimeSpan.FromMinutes(15);

    private readonly IDataProtector atRest = protection.CreateProtector("Kotwal.City.Factors.Secret");
    private readonly ITimeLimitedDataProtector onTheWay = protection.CreateProtector("Kotwal.City.Factors.SetUp").ToTimeLimitedDataProtector();

    /// <summary>Whether the account has an app set up, since when, and how many recovery codes are left.</summary>
    public async Task<FactorState> StateAsync(Guid accountId, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var since = await city.Set<SecondFactor>().Where(f => f.AccountId == accountId).Select(f => (DateTimeOffset?)f.SetUpAt).SingleOrDefaultAsync(cancel);
        var left = await city.Set<RecoveryCode>().CountAsync(c => c.AccountId == accountId, cancel);
        return new FactorState(since, left);
    }

    /// <summary>Draws a secret for an app. Nothing is kept: the ticket carries it, encrypted, to the second step and ends after 15 minutes.</summary>
    public FactorOffer Offer(Account account)
    {
        var secret = TimeCode.NewSecret();
        return OfferOf(account, secret, onTheWay.Protect(Convert.ToHexString([.. account.Id.ToByteArray(), .. secret]), SetUpTakes));
    }

    /// <summary>The offer that a ticket carries; null when it is no ticket of this account, or too old.</summary>
    public FactorOffer? Reopen(Account account, string ticket) =>
        SecretIn(account, ticket) is { } secret ? OfferOf(account, secret, ticket) : null;

    /// <summary>Keeps the secret once the app has shown that it has it, and makes recovery codes. An earlier app ends.</summary>
    /// <returns>The recovery codes, which cannot be shown again; null when the code is wrong or the ticket has ended.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Account account, string ticket, string code, Visitor visitor, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (SecretIn(account, ticket) is not { } secret || TimeCode.Match(secret, code, now, lastStep: 0) is not { } step)
        {
            await audit.WriteAsync(Deed(account, "factor.add", AuditResult.Refused, "authenticator app", visitor), cancel);
            return null;
        }

        var factor = new SecondFactor(account.Id, atRest.Protect(secret), step, now);
        return await audit.DoAsync(
            Deed(account, "factor.add", AuditResult.Done, "authenticator app", visitor), () => KeepAsync(account.Id, factor), _ => null, cancel);
    }

    /// <summary>Takes a code of the app or a recovery code. Each is taken once, also when two come with it at the same time.</summary>
    /// <returns>Which of them it was; null when it is wrong or was taken before.</returns>
    public async Task<SignInMethod?> SpendAsync(Guid accountId, string code, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        if (await city.Set<SecondFactor>().SingleOrDefaultAsync(f => f.AccountId == accountId, cancel) is not { } factor)
        {
            return null;
        }

        if (SecretOf(factor) is { } secret && TimeCode.Match(secret, code, clock.GetUtcNow(), factor.LastStep) is { } step)
        {
            factor.Spend(step);
            await city.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
            return SignInMethod.PasswordAndCode;
        }

        var hash = RecoveryCode.HashOf(accountId, code);
        var spent = await city.Set<RecoveryCode>().Where(c => c.AccountId == accountId && c.Hash == hash).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
        return spent == 1 ? SignInMethod.PasswordAndRecoveryCode : null;
    }

    /// <summary>Makes new recovery codes; the old ones end.</summary>
    /// <returns>The codes, which cannot be shown again; null when the account has no app set up.</returns>
    public async Task<IReadOnlyList<string>?> RenewCodesAsync(Account account, Visitor visitor, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        if (!await city.Set<SecondFactor>().AnyAsync(f => f.AccountId == account.Id, cancel))
        {
            return null;
        }

        return await audit.DoAsync(
            Deed(account, "factor.renew", AuditResult.Done, "recovery codes", visitor), () => KeepAsync(account.Id, null), _ => null, cancel);
    }

    /// <summary>Removes app and recovery codes of an account.</summary>
    public Task RemoveAsync(Account account, Visitor visitor, CancellationToken cancel) => audit.DoAsync(
        Deed(account, "factor.remove", AuditResult.Done, "authenticator app", visitor), () => ForgetAsync(account.Id), cancel);

    /// <summary>Keeps the factor, or the one there is, with new recovery codes.</summary>
    private async Task<IReadOnlyList<string>> KeepAsync(Guid accountId, SecondFactor? factor)
    {
        var cancel = CancellationToken.None;
        IReadOnlyList<string> codes = [.. Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.NewText())];
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        if (factor is not null)
        {
            await city.Set<SecondFactor>().Where(f => f.AccountId == accountId).ExecuteDeleteAsync(cancel);
            city.Add(factor);
        }

        await city.Set<RecoveryCode>().Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancel);
        city.AddRange(codes.Select(code => new RecoveryCode(accountId, RecoveryCode.HashOf(accountId, code))));
        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return codes;
    }

    private async Task ForgetAsync(Guid accountId)
    {
        var cancel = CancellationToken.None;
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        await city.Set<SecondFactor>().Where(f => f.AccountId == accountId).ExecuteDeleteAsync(cancel);
        await city.Set<RecoveryCode>().Where(c => c.AccountId == accountId).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }

    private static FactorOffer OfferOf(Account account, byte[] secret, string ticket) =>
        new(ticket, TimeCode.InBase32(secret), TimeCode.Uri(account.UserName!, secret));

    /// <summary>Null when the keys it was encrypted with are gone; recovery codes still open then.</summary>
    private byte[]? SecretOf(SecondFactor factor)
    {
        try
        {
            return atRest.Unprotect(factor.ProtectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private byte[]? SecretIn(Account account, string ticket)
    {
        try
        {
            var bytes = Convert.FromHexString(onTheWay.Unprotect(ticket));
            return account.Id.ToByteArray().AsSpan().SequenceEqual(bytes.AsSpan(0, 16)) ? bytes[16..] : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static AuditDeed Deed(Account account, string action, AuditResult result, string what, Visitor visitor) =>
        new(account.UserName!, action, account.UserName!, result, $"{what}; from {visitor.Address}");
}
