using System.Security.Claims;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.Watch.Dashboards;

/// <summary>
/// The dashboards that people made. One's own and the shared ones are seen, one's own are changed; each change is in the audit trail
/// before it is made. Safe for many threads.
/// </summary>
internal sealed class OwnDashboards(IDbContextFactory<CityDbContext> contexts, IAuditTrail audit, TimeProvider clock)
{
    /// <summary>Most dashboards of one person.</summary>
    public const int MaxPerPerson = 50;

    /// <summary>One's own and the shared ones, by name.</summary>
    public async Task<IReadOnlyList<OwnDashboard>> ListAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account)
        {
            return [];
        }

        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.Set<OwnDashboard>().AsNoTracking().Where(dashboard => dashboard.Owner == account || dashboard.IsShared)
            .OrderBy(dashboard => dashboard.Name).Take(500).ToListAsync(cancel);
    }

    /// <summary>Puts a tile at the end of a dashboard of one's own, or of a new one.</summary>
    /// <returns>The dashboard; null when there is none of one's own with that id, or no room.</returns>
    public async Task<Guid?> PinAsync(Guid? id, string newName, TileSpec tile, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionPrincipal.AccountOf(user) is not { } account || (id is null && string.IsNullOrWhiteSpace(newName)))
        {
            return null;
        }

        var person = user.Identity?.Name ?? "";
        return await audit.DoAsync<Guid?>(new(person, "dashboard.pin", id?.ToString("D") ?? newName.Trim(), AuditResult.Done, tile.Query), async () =>
        {
            await using var city = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var write = await city.BeginWriteAsync(CancellationToken.None);
            var own = city.Set<OwnDashboard>().Where(known => known.Owner == account);
            var dashboard = id is null ? null : await own.SingleOrDefaultAsync(known => known.Id == id);
            if (id is null && await own.CountAsync() < MaxPerPerson)
            {
                city.Add(dashboard = new OwnDashboard(account, person, newName, clock.GetUtcNow()));
            }

            if (dashboard is null || DashboardSpec.ReadTiles(dashboard.Tiles) is not { Count: < DashboardSpec.MaxTiles } tiles)
            {
                return null;
            }

            dashboard.Set(dashboard.Name, dashboard.IsShared, DashboardSpec.WriteTiles(tiles.Append(tile)), clock.GetUtcNow());
            await city.SaveChangesAsync();
            await write.CommitAsync(CancellationToken.None);
            return dashboard.Id;
        }, done => done is null ? "no such dashboard, or no room" : null, cancel);
    }

    /// <summary>Gives a dashboard of one's own other content; no content removes it.</summary>
    /// <returns>False when there is none of one's own with that id.</returns>
    public Task<bool> ChangeAsync(Guid id, Func<OwnDashboard, DashboardContent?> change, ClaimsPrincipal user, CancellationToken cancel)
    {
        var account = SessionPrincipal.AccountOf(user);
        return audit.DoAsync(new(user.Identity?.Name ?? "", "dashboard.change", id.ToString("D"), AuditResult.Done), async () =>
        {
            await using var city = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var write = await city.BeginWriteAsync(CancellationToken.None);
            if (await city.Set<OwnDashboard>().SingleOrDefaultAsync(known => known.Id == id && known.Owner == account) is not { } dashboard)
            {
                return false;
            }

            if (change(dashboard) is { } content)
            {
                dashboard.Set(content.Name, content.IsShared, DashboardSpec.WriteTiles(content.Tiles), clock.GetUtcNow());
            }
            else
            {
                city.Remove(dashboard);
            }

            await city.SaveChangesAsync();
            await write.CommitAsync(CancellationToken.None);
            return true;
        }, done => done ? null : "no such dashboard", cancel);
    }
}

/// <summary>What a person says of a dashboard.</summary>
internal sealed record DashboardContent(string Name, bool IsShared, IReadOnlyList<TileSpec> Tiles);
