using Kotwal.City.Administration;
using Kotwal.City.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Kotwal.Console.Administration.People;

/// <summary>The list of people, by name. The address holds the filter, so that it can be handed on.</summary>
public sealed partial class PeopleListPage
{
    private const string Active = "active";
    private const string Guests = "guests";
    private const string Everybody = "all";
    private const int RowsPerPage = 100;

    private static readonly string[] ShowWords = [Active, Guests, "disabled", "left", Everybody];

    private Form open;
    private string words = "";
    private string? wordsShown;

    private enum Form
    {
        None,
        Person,
        Guest,
    }

    [Inject]
    private PeopleReader Reader { get; set; } = default!;

    [Inject]
    private IScopeChoices Scopes { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = default!;

    /// <summary>Whom to show; only those who can sign in when it is not said.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>The name after which the page begins.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public string? After { get; set; }

    private PeopleFilter Filter => Show switch
    {
        Everybody => new(Words),
        Guests => new(Words, GuestsOnly: true),
        "disabled" => new(Words, PersonStanding.Disabled),
        "left" => new(Words, PersonStanding.Left),
        _ => new(Words, PersonStanding.Active),
    };

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // What somebody is typing stays as long as the address does.
        if (wordsShown != Words)
        {
            (wordsShown, words) = (Words, Words ?? "");
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<PeopleContent> ReadAsync(CancellationToken cancel) => new(
        await Reader.ListAsync(Filter, After, RowsPerPage, (await SignedIn).User, cancel),
        await Scopes.ListAsync(cancel));

    private void Toggle(Form form) => open = open == form ? Form.None : form;

    private void Search() => Navigate("q", words.Trim() is { Length: > 0 } typed ? typed : null);

    private void GoShow(ChangeEventArgs change) => Navigate("show", change.Value as string is Active ? null : change.Value as string);

    private void GoPage(string? after) => Navigate("after", after);

    // Another filter begins at the first name again.
    private void Navigate(string name, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["after"] = null, [name] = value }));
}
