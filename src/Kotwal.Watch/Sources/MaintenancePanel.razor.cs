using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Watch.Sources;

/// <summary>The windows of maintenance, and a form to plan one from now on.</summary>
public sealed partial class MaintenancePanel
{
    private const int UsualHours = 2;

    private MaintenanceKind kind;
    private string subject = "";
    private int hours = UsualHours;
    private string reason = "";
    private string? fault;

    /// <summary>The windows.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<MaintenanceWindow> Windows { get; set; } = [];

    /// <summary>Reads them again.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Looking { get; set; } = default!;

    [Inject]
    private Maintenance Maintenance { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    // A deed that was begun is ended even when the person has left the page.
    private async Task PlanAsync()
    {
        var until = Clock.GetUtcNow().AddHours(hours);
        (var window, fault) = await Maintenance.PlanAsync(kind, subject, null, until, reason, (await Looking).User, CancellationToken.None);
        if (window is not null)
        {
            (subject, reason, hours) = ("", "", UsualHours);
        }

        await Changed.InvokeAsync();
    }

    private async Task EndAsync(MaintenanceWindow window)
    {
        await Maintenance.EndAsync(window.Id, (await Looking).User, CancellationToken.None);
        await Changed.InvokeAsync();
    }
}
