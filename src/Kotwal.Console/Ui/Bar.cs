namespace Kotwal.Console.Ui;

/// <summary>One bar of a chart over names.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Value">How many.</param>
/// <param name="Href">Where the whole story is; null for nowhere.</param>
/// <param name="Class">A severity's word to be drawn in its colour; null for the chart's own.</param>
public sealed record Bar(string Name, double Value, string? Href = null, string? Class = null);
