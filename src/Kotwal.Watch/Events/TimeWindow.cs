using System.Globalization;

namespace Kotwal.Watch.Events;

/// <summary>A stretch of time that a page looks at: one of the known lengths up to now, all time, or from one point to another.</summary>
/// <param name="Key">One of <see cref="Keys"/>, or <see cref="Custom"/>.</param>
/// <param name="From">First instant in it; null for no bound.</param>
/// <param name="Until">First instant after it; null for no bound.</param>
public sealed record TimeWindow(string Key, DateTimeOffset? From, DateTimeOffset? Until)
{
    public const string All = "all";
    public const string Custom = "custom";
    public const string Default = "1h";

    /// <summary>Most bars that a histogram draws.</summary>
    public const int MaxBuckets = 120;

    // Lengths that people count in, in seconds.
    private static readonly int[] BucketSeconds =
        [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000];

    private static readonly Dictionary<string, TimeSpan> Lengths = new(StringComparer.Ordinal)
    {
        ["15m"] = TimeSpan.FromMinutes(15),
        ["1h"] = TimeSpan.FromHours(1),
        ["24h"] = TimeSpan.FromHours(24),
        ["7d"] = TimeSpan.FromDays(7),
    };

    /// <summary>What a page offers, besides a stretch of one's own.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Lengths.Keys, All];

    /// <summary>Reads what stands in an address; what is none is the default.</summary>
    internal static TimeWindow Read(string? key, string? from, string? until, DateTimeOffset now)
    {
        if (key == Custom)
        {
            return new(Custom, ReadTime(from), ReadTime(until));
        }

        if (key == All)
        {
            return new(All, null, null);
        }

        var known = key is not null && Lengths.ContainsKey(key) ? key : Default;
        return new(known, now - Lengths[known], null);
    }

    /// <summary>A point in time as it stands in an address.</summary>
    internal static string? Write(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>All the time there is.</summary>
    public static TimeWindow Always { get; } = new(All, null, null);

    /// <summary>The stretch from one point to another.</summary>
    public static TimeWindow Between(DateTimeOffset from, DateTimeOffset until) => new(Custom, from, until);

    /// <summary>The stretch before and after a point.</summary>
    public static TimeWindow Around(DateTimeOffset at, TimeSpan half) => Between(Shifted(at, -half), Shifted(at, half));

    /// <summary>The point so much later, or earlier, held inside the calendar: addresses and events name any time.</summary>
    internal static DateTimeOffset Shifted(DateTimeOffset at, TimeSpan by) =>
        new(Math.Clamp(at.UtcTicks + by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    /// <summary>The stage of a hunt that keeps only what is in it; none for all time.</summary>
    internal IEnumerable<string> Conditions()
    {
        string?[] bounds =
        [
            From is { } from ? $"@timestamp >= {HuntText.Time(from)}" : null,
            Until is { } until ? $"@timestamp < {HuntText.Time(until)}" : null,
        ];
        var known = bounds.OfType<string>().ToList();
        return known.Count == 0 ? [] : [$"where {string.Join(" and ", known)}"];
    }

    /// <summary>The shortest length for which a histogram has at most <see cref="MaxBuckets"/> bars.</summary>
    internal static TimeSpan BucketFor(DateTimeOffset from, DateTimeOffset until)
    {
        var seconds = (until - from).TotalSeconds;
        var length = BucketSeconds.FirstOrDefault(size => seconds / size <= MaxBuckets - 1, BucketSeconds[^1]);
        return TimeSpan.FromSeconds(length);
    }

    private static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
}
