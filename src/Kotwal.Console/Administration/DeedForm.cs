using System.Security.Claims;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Console.Administration;

/// <summary>Where an administrator does something, one deed at a time.</summary>
public abstract class DeedForm : ComponentBase
{
    /// <summary>Called after something was done, or refused because another has changed it.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    protected CityTime Time { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    /// <summary>True while a deed is being done.</summary>
    protected bool IsBusy { get; private set; }

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>Does a deed, unless one is being done. One that was begun is ended even when the person has left the page.</summary>
    protected async Task DoAsync(Func<ClaimsPrincipal, Task> deed)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            await deed((await SignedIn).User);
            await OnDone.InvokeAsync();
        }
        finally
        {
            IsBusy = false;
        }
    }
}
