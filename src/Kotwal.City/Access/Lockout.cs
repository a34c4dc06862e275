using System.Linq.Expressions;
using Kotwal.City.Data;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Access;

/// <summary>
/// Counts proofs against an account before they are judged, in one statement each: a thousand at once are no more than eight one
/// by one. A right proof gives its own count back; a whole sign-in clears the others. One per request.
/// </summary>
public sealed class Lockout(CityDbContext city, IOptions<IdentityOptions> options, TimeProvider clock)
{
    /// <summary>Whether the account is closed after too many wrong proofs, as it was when last read.</summary>
    internal bool IsClosed(Account account) => account.LockoutEnd > clock.GetUtcNow();

    /// <summary>Counts one proof that is to be judged; the last one that the account has closes it.</summary>
    /// <returns>Whether there was one left.</returns>
    internal async Task<bool> TryTakeAsync(Account account, CancellationToken cancel)
    {
        var limits = options.Value.Lockout;
        var (now, most) = (clock.GetUtcNow(), limits.MaxFailedAccessAttempts);
        DateTimeOffset? end = now + limits.DefaultLockoutTimeSpan;

        // An account whose time is over begins anew. The stamp keeps a save of what was read before from undoing the count.
        var stamp = Guid.CreateVersion7(now).ToString();
        var taken = await UpdateAsync(
            a => a.Id == account.Id && (a.LockoutEnd == null || a.LockoutEnd <= now),
            set => set
                .SetProperty(a => a.LockoutEnd, a => a.AccessFailedCount == most - 1 ? end : null)
                .SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount >= most ? 1 : a.AccessFailedCount + 1)
                .SetProperty(a => a.ConcurrencyStamp, stamp),
            cancel) == 1;
        if (!taken)
        {
            await PretendAsync(cancel);
        }

        await city.Entry(account).ReloadAsync(cancel);
        return taken;
    }

    /// <summary>The proof was right: it does not count, and it closes nothing.</summary>
    internal async Task GiveBackAsync(Account account, CancellationToken cancel)
    {
        await UpdateAsync(
            a => a.Id == account.Id && a.AccessFailedCount > 0,
            set => set.SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null).SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount - 1),
            cancel);
        await city.Entry(account).ReloadAsync(cancel);
    }

    /// <summary>Somebody is in: what was wrong before does not count any more.</summary>
    internal async Task ClearAsync(Account account, CancellationToken cancel)
    {
        if (account.AccessFailedCount > 0)
        {
            await UpdateAsync(
                a => a.Id == account.Id,
                set => set.SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null).SetProperty(a => a.AccessFailedCount, 0),
                cancel);
            await city.Entry(account).ReloadAsync(cancel);
        }
    }

    /// <summary>Writes as much as a count does and changes nothing, so that the time of an answer does not tell who has an account.</summary>
    internal Task PretendAsync(CancellationToken cancel)
    {
        var any = city.Set<Account>().OrderBy(a => a.Id).Select(a => a.Id).Take(1);
        return UpdateAsync(a => any.Contains(a.Id), set => set.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount), cancel);
    }

    private async Task<int> UpdateAsync(
        Expression<Func<Account, bool>> which, Action<UpdateSettersBuilder<Account>> change, CancellationToken cancel)
    {
        await using var write = await city.BeginWriteAsync(cancel);
        var rows = await city.Set<Account>().Where(which).ExecuteUpdateAsync(change, cancel);
        await write.CommitAsync(cancel);
        return rows;
    }
}
