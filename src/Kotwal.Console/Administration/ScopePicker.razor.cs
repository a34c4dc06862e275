using Kotwal.City.People;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Administration;

/// <summary>
/// Chooses the parts of the city that a grant or a token reaches: from those that are known, or typed. It has a form of its own, so
/// that Enter adds a part; place it beside the form whose part it is, never inside.
/// </summary>
public sealed partial class ScopePicker
{
    private string typed = "";
    private bool isRefused;

    /// <summary>Makes the ids of its inputs unlike those of another picker on the page.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>The parts that are chosen; none is the whole city.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ScopeKey> Scope { get; set; } = [];

    [Parameter]
    public EventCallback<IReadOnlyList<ScopeKey>> ScopeChanged { get; set; }

    /// <summary>The parts that are known.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ScopeChoice> Choices { get; set; } = [];

    private Task ChooseAsync(ChangeEventArgs change) =>
        ScopeKey.TryParse(change.Value as string ?? "", out var key) ? AddAsync(key) : Task.CompletedTask;

    private async Task AddTypedAsync()
    {
        isRefused = !ScopeKey.TryParse(typed.Trim(), out var key);
        if (!isRefused)
        {
            typed = "";
            await AddAsync(key);
        }
    }

    private Task AddAsync(ScopeKey key) => Scope.Contains(key) ? Task.CompletedTask : ScopeChanged.InvokeAsync([.. Scope, key]);

    private Task RemoveAsync(ScopeKey key) => ScopeChanged.InvokeAsync([.. Scope.Where(kept => kept != key)]);
}
