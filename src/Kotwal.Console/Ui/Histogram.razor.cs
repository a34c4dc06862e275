using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Kotwal.Console.Ui;

/// <summary>Counts over time as bars, with the same figures as a table for those who do not see or point.</summary>
public sealed partial class Histogram
{
    private const int Width = 1000;
    private const int Height = 100;

    /// <summary>Bars of equal length, oldest first, without gaps; at most a few hundred.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<HistogramBucket> Buckets { get; set; } = [];

    /// <summary>Time that one bar stands for.</summary>
    [Parameter, EditorRequired]
    public TimeSpan BucketLength { get; set; }

    /// <summary>What is counted.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Called with the time of the bar that was chosen; without it bars only show.</summary>
    [Parameter]
    public EventCallback<TimeSpanChoice> OnRange { get; set; }

    private double Step => (double)Width / Math.Max(Buckets.Count, 1);

    private double Gap => Math.Min(Step * 0.1, 1.5);

    private long Highest => Buckets.Count == 0 ? 0 : Buckets.Max(b => b.Count);

    // What is not nothing stays visible beside the highest bar.
    private double Tall(HistogramBucket bucket) =>
        bucket.Count == 0 ? 0 : Math.Max(2, (double)bucket.Count / Highest * (Height - 4));

    private Task ChooseAsync(HistogramBucket bucket) => OnRange.InvokeAsync(new(bucket.Start, bucket.Start + BucketLength));

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Write(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
