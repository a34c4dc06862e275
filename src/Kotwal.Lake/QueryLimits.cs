namespace Kotwal.Lake;

/// <summary>What one hunt may cost.</summary>
/// <param name="MaxRows">Most rows returned; the rest is cut and said so. <see cref="int.MaxValue"/> returns all.</param>
/// <param name="Timeout">Longest run; the engine is stopped after it.</param>
public sealed record QueryLimits(int MaxRows, TimeSpan Timeout)
{
    /// <summary>What a page asks with: 10,000 rows, 30 seconds.</summary>
    public static QueryLimits Page { get; } = new(10_000, TimeSpan.FromSeconds(30));

    /// <summary>What the command line asks with: all rows, ten minutes.</summary>
    public static QueryLimits CommandLine { get; } = new(int.MaxValue, TimeSpan.FromMinutes(10));
}
