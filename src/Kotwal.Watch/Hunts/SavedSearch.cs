namespace Kotwal.Watch.Hunts;

/// <summary>A search as it is kept: the words of the Events page's address.</summary>
/// <param name="Query">The hunt as it was typed.</param>
/// <param name="Range">One of the known lengths of time up to now, all, or custom.</param>
/// <param name="From">First instant of a custom range.</param>
/// <param name="Until">First instant after it.</param>
/// <param name="Columns">Fields shown as columns.</param>
public sealed record SavedSearch(string Query, string Range, DateTimeOffset? From, DateTimeOffset? Until, IReadOnlyList<string> Columns)
{
    /// <summary>Longest hunt that is kept, in characters.</summary>
    public const int MaxQueryLength = 8_000;

    /// <summary>Longest word for a range, in characters.</summary>
    public const int MaxRangeLength = 16;
}
