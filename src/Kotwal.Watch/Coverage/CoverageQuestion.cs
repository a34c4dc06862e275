using Kotwal.City.Facts;
using Kotwal.Lake.Coverage;

namespace Kotwal.Watch.Coverage;

/// <summary>What an address asks of the matrix. What it says wrong counts as not said.</summary>
internal static class CoverageQuestion
{
    private const int MaxLength = 200;

    public static CoverageFilter Read(int? days, string? name, string? zone, string? ward, string? missing, string? words, DateTimeOffset now) =>
        new(days is >= 1 and <= LogCoverage.MaxDays ? days.Value : LogCoverage.LegalDays(DateOnly.FromDateTime(now.UtcDateTime)))
        {
            Class = Text(name),
            Zone = Id(zone),
            Ward = Id(ward),
            IsMissing = missing is "1" or "true",
            Words = Text(words),
        };

    private static string? Text(string? said) => said?.Trim() is { Length: > 0 and <= MaxLength } text ? text : null;

    private static NodeId? Id(string? said) => Guid.TryParse(said, out var id) ? new NodeId(id) : null;
}
