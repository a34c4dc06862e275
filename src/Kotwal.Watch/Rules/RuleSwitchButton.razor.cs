using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Watch.Rules;

/// <summary>Switches one rule on and off.</summary>
public sealed partial class RuleSwitchButton
{
    private bool isBusy;

    [Inject]
    private RuleSwitches Switches { get; set; } = default!;

    [Inject]
    private IRuleBook Book { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    [Parameter, EditorRequired]
    public RuleEntry Rule { get; set; } = default!;

    /// <summary>Called after the rule was switched.</summary>
    [Parameter]
    public EventCallback OnSwitched { get; set; }

    private string Word => Text[Rule.IsEnabled ? "rules.on" : "rules.off"];

    private async Task SwitchAsync()
    {
        isBusy = true;
        try
        {
            // A deed that was begun is ended even when the person has left the page.
            var person = (await SignedIn).User.Identity?.Name ?? "";
            await Switches.SetAsync(Book, Rule.Id, !Rule.IsEnabled, person, CancellationToken.None);
            await OnSwitched.InvokeAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
