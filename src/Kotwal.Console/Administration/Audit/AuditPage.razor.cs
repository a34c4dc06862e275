using Kotwal.City.Audit;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Administration.Audit;

/// <summary>What the page of the audit trail shows.</summary>
/// <param name="Entries">The entries, the newest first.</param>
/// <param name="Next">The sequence after which older ones follow; null when none do.</param>
public sealed record AuditContent(IReadOnlyList<AuditEntry> Entries, long? Next);

/// <summary>Who did what, the newest first. The address holds the filter, so that it can be handed on.</summary>
public sealed partial class AuditPage
{
    private const int RowsPerPage = 100;

    // What deeds begin with; any other beginning can be typed.
    private static readonly string[] Beginnings =
        ["account.", "alert.", "audit.", "grant.", "guest.", "incident.", "link.", "people.", "rule.", "session.", "setup.", "token."];

    private string actor = "", action = "", result = "", words = "";
    private DateOnly? from, to;
    private AuditQuery? shown;
    private bool isVerifying;
    private AuditVerdict? verdict;

    [Inject]
    private IAuditTrail Trail { get; set; } = default!;

    [Inject]
    private ReadTrail Reads { get; set; } = default!;

    [Inject]
    private CityTime Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "actor")]
    public string? Actor { get; set; }

    /// <summary>What the action begins with.</summary>
    [SupplyParameterFromQuery(Name = "action")]
    public string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "result")]
    public string? Result { get; set; }

    /// <summary>The first day, <c>2026-03-01</c>.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>The last day, included.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>The sequence after which the page begins.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    private AuditQuery Query => new(Actor, Action, Result, From, To, Words);

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        // What somebody is typing stays as long as the address does.
        if (shown != Query)
        {
            shown = Query;
            (actor, action, result, words) = (Actor ?? "", Action ?? "", Result ?? "", Words ?? "");
            (from, to) = (AuditQuery.Day(From), AuditQuery.Day(To));
        }

        return base.OnParametersSetAsync();
    }

    /// <inheritdoc/>
    protected override async Task<AuditContent> ReadAsync(CancellationToken cancel)
    {
        var filter = Query.AsFilter(Time);
        var found = await Trail.SearchAsync(filter, Before, RowsPerPage + 1, cancel);

        // After the search, which would find the note of itself, and before anything is shown.
        await Reads.NoteAsync(await LookerAsync(), filter.AsReading(), cancel);
        return new([.. found.Take(RowsPerPage)], found.Count > RowsPerPage ? found[RowsPerPage - 1].Sequence : null);
    }

    private string ExportAddress(string format) => Navigation.ToAbsoluteUri("api/v1/audit/export").ToString() + Query.AsAddress(Time, format);

    private async Task VerifyAsync()
    {
        isVerifying = true;
        try
        {
            verdict = await Trail.VerifyAsync(Left);
        }
        catch (OperationCanceledException) when (Left.IsCancellationRequested)
        {
            // The page was left; nobody waits for the verdict.
        }
        finally
        {
            isVerifying = false;
        }
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["actor"] = Typed(actor),
        ["action"] = Typed(action),
        ["result"] = Typed(result),
        ["from"] = from is { } first ? EndDate.Text(first) : null,
        ["to"] = to is { } last ? EndDate.Text(last) : null,
        ["q"] = Typed(words),
        ["before"] = null,
    }));

    private void GoPage(long? before) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["before"] = before }));

    private static string? Typed(string text) => text.Trim() is { Length: > 0 } typed ? typed : null;
}
