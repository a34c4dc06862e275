namespace Kotwal.Console.Ui;

/// <summary>Numbers over something: what an <see cref="XyChart"/> draws. Immutable.</summary>
/// <param name="Slots">Places along the axis, from left to right.</param>
/// <param name="Series">What is drawn over them; each has a value for each place.</param>
public sealed record Plot(IReadOnlyList<PlotSlot> Slots, IReadOnlyList<PlotSeries> Series)
{
    /// <summary>Most series: more colours could not be told apart.</summary>
    public const int MaxSeries = 8;

    /// <summary>Most places along the axis: a screen has no more points.</summary>
    public const int MaxSlots = 600;
}

/// <summary>A place along the axis.</summary>
/// <param name="Place">Where it stands, from 0 to 1.</param>
/// <param name="Text">What stands there.</param>
public sealed record PlotSlot(double Place, string Text);

/// <summary>One line, or the columns of one colour.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">One for each place; null where there is none.</param>
public sealed record PlotSeries(string Name, IReadOnlyList<double?> Values);

/// <summary>How a plot is drawn.</summary>
public enum PlotKind
{
    Line,
    Area,
    Column,
    Points,
}
