using Kotwal.City.Data;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Hunts;

/// <summary>What each person asked, for that person alone. Safe for many threads.</summary>
internal sealed class HuntHistory(IDbContextFactory<CityDbContext> contexts, TimeProvider clock)
{
    /// <summary>Most searches that are kept of one person; older ones are forgotten.</summary>
    public const int MaxKept = 100;

    /// <summary>Keeps a search as the newest one.</summary>
    public async Task NoteAsync(Guid account, SavedSearch search, int rows, CancellationToken cancel)
    {
        if (search.Query.Length > SavedSearch.MaxQueryLength)
        {
            return;
        }

        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var fingerprint = AskedHunt.Of(search);
        var hunt = await city.Set<AskedHunt>().SingleOrDefaultAsync(known => known.Owner == account && known.Fingerprint == fingerprint, cancel);
        if (hunt is null)
        {
            var oldest = await city.Set<AskedHunt>().Where(known => known.Owner == account)
                .OrderByDescending(known => known.AskedAt).Skip(MaxKept - 1).ToListAsync(cancel);
            city.RemoveRange(oldest);
            city.Add(hunt = new AskedHunt(account, search));
        }

        hunt.Again(rows, clock.GetUtcNow());
        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    /// <summary>The searches of a person, the newest first.</summary>
    public async Task<IReadOnlyList<AskedHunt>> ListAsync(Guid account, int most, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.Set<AskedHunt>().AsNoTracking().Where(hunt => hunt.Owner == account)
            .OrderByDescending(hunt => hunt.AskedAt).Take(most).ToListAsync(cancel);
    }

    /// <summary>Forgets all that a person asked.</summary>
    public async Task ForgetAsync(Guid account, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        await city.Set<AskedHunt>().Where(hunt => hunt.Owner == account).ExecuteDeleteAsync(cancel);
        await write.CommitAsync(cancel);
    }
}
