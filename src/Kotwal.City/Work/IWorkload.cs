using Kotwal.City.Access;
using Kotwal.Events.Alerts;

namespace Kotwal.City.Work;

/// <summary>What other desks may know of the incidents that people work on. Safe for many threads.</summary>
public interface IWorkload
{
    /// <summary>Counts the incidents that are not closed and names the newest of them.</summary>
    /// <param name="newest">Most items to name.</param>
    /// <param name="reach">How much of the city the one who asks reaches.</param>
    /// <param name="cancel">Ends the question.</param>
    ValueTask<Workload> ReadAsync(int newest, Reach reach, CancellationToken cancel);

    /// <summary>The incident that an alert belongs to; null when there is none in reach.</summary>
    ValueTask<WorkItem?> FindForAlertAsync(AlertId alert, Reach reach, CancellationToken cancel);
}

/// <summary>The incidents that are not closed.</summary>
/// <param name="OpenCount">How many there are.</param>
/// <param name="Newest">Those opened last, newest first.</param>
public sealed record Workload(int OpenCount, IReadOnlyList<WorkItem> Newest);

/// <summary>One incident in a line.</summary>
/// <param name="Id">The incident's id; its page is <c>/incidents/{id}</c>.</param>
/// <param name="Number">The number people call it by, such as <c>INC-2026-0001</c>.</param>
/// <param name="Title">One line that says what happened.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Status">Where the work stands, such as <c>in_progress</c>.</param>
/// <param name="OpenedAt">When it was opened, in UTC.</param>
/// <param name="AlertCount">Number of alerts that belong to it.</param>
public sealed record WorkItem(
    Guid Id, string Number, string Title, AlertSeverity Severity, string Status, DateTimeOffset OpenedAt, int AlertCount);
