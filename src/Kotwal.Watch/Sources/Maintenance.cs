using System.Security.Claims;
using Kotwal.City.Audit;

namespace Kotwal.Watch.Sources;

/// <summary>Plans and ends maintenance, and says so in the audit trail.</summary>
public sealed class Maintenance(MaintenanceBook book, IAuditTrail trail, TimeProvider clock)
{
    /// <summary>Plans a window.</summary>
    /// <returns>The window; or what is wrong with it.</returns>
    public async Task<(MaintenanceWindow? Window, string? Fault)> PlanAsync(
        MaintenanceKind kind, string subject, DateTimeOffset? from, DateTimeOffset until, string reason, ClaimsPrincipal user, CancellationToken cancel)
    {
        var by = user.Identity?.Name ?? "";
        var now = clock.GetUtcNow();
        var window = new MaintenanceWindow(Guid.CreateVersion7(now), kind, subject.Trim(), from ?? now, until, reason.Trim(), by);
        if (window.Fault() is { } fault)
        {
            return (null, fault);
        }

        var words = $"{window.Kind}, {window.From.UtcDateTime:O} to {window.Until.UtcDateTime:O}: {window.Reason}";
        await trail.DoAsync(
            new AuditDeed(by, "maintenance.plan", window.Subject, AuditResult.Done, words),
            () =>
            {
                book.Add(window);
                return Task.FromResult(true);
            },
            cancel);
        return (window, null);
    }

    /// <summary>Ends a window now; false when there is none of that id.</summary>
    public async Task<bool> EndAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (book.Windows.FirstOrDefault(window => window.Id == id) is not { } found)
        {
            return false;
        }

        return await trail.DoAsync(
            new AuditDeed(user.Identity?.Name ?? "", "maintenance.end", found.Subject, AuditResult.Done, $"{id}"), () => Task.FromResult(book.End(id)), cancel);
    }
}
