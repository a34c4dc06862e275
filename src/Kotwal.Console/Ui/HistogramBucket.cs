namespace Kotwal.Console.Ui;

/// <summary>One bar of a histogram over time.</summary>
/// <param name="Start">First instant that counts; it ends where the next one starts.</param>
/// <param name="Count">How many fell into it.</param>
public sealed record HistogramBucket(DateTimeOffset Start, long Count);

/// <summary>A stretch of time.</summary>
/// <param name="From">First instant in it.</param>
/// <param name="Until">First instant after it.</param>
public sealed record TimeSpanChoice(DateTimeOffset From, DateTimeOffset Until);
