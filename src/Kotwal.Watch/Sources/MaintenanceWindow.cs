namespace Kotwal.Watch.Sources;

/// <summary>A stretch of time in which a source, a sender or a node is worked on: its silence is no alert, and nothing is learned from it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Kind">What is worked on.</param>
/// <param name="Subject">The source's name, the sender's address, or the node's key.</param>
/// <param name="From">Begin.</param>
/// <param name="Until">End.</param>
/// <param name="Reason">Why, in a line.</param>
/// <param name="By">Who planned it.</param>
public sealed record MaintenanceWindow(
    Guid Id, MaintenanceKind Kind, string Subject, DateTimeOffset From, DateTimeOffset Until, string Reason, string By)
{
    /// <summary>Longest window.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>Longest subject, in characters.</summary>
    public const int MaxSubject = 200;

    /// <summary>Longest reason, in characters.</summary>
    public const int MaxReason = 300;

    /// <summary>What is wrong with a window, in a sentence; null when nothing is.</summary>
    public string? Fault() =>
        string.IsNullOrWhiteSpace(Subject) || Subject.Length > MaxSubject ? $"Say in subject what is worked on, in at most {MaxSubject} characters."
        : Reason.Length > MaxReason ? $"The reason has at most {MaxReason} characters."
        : Until <= From ? "A window ends after it begins."
        : Until - From > Longest ? $"A window has at most {Longest.Days} days."
        : null;

    /// <summary>Whether it is a window at a moment.</summary>
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;
}

/// <summary>What a window of maintenance is about.</summary>
public enum MaintenanceKind
{
    /// <summary>A source, by its name.</summary>
    Source,

    /// <summary>One sender of any source, by its address.</summary>
    Sender,

    /// <summary>A node of the city, by its key: the senders that have its addresses.</summary>
    Node,
}
