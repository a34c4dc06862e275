using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Kotwal.Console.Ui;

/// <summary>
/// Counts over time as bars, with the same figures as a table for those who do not see or point. Where a stretch of time may be
/// chosen, bars are dragged over, or walked with the arrow keys: with Shift the stretch grows, Enter takes it, Escape lets it go.
/// </summary>
public sealed partial class Histogram
{
    private const int Width = 1000;
    private const int Height = 100;

    private int? anchor;
    private int head;
    private bool isDragging;

    /// <summary>Bars of equal length, oldest first, without gaps; at most a few hundred.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<HistogramBucket> Buckets { get; set; } = [];

    /// <summary>Time that one bar stands for.</summary>
    [Parameter, EditorRequired]
    public TimeSpan BucketLength { get; set; }

    /// <summary>What is counted.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Draws a line over the middles of the bars in their place.</summary>
    [Parameter]
    public bool IsLine { get; set; }

    /// <summary>Called with the time of the bars that were chosen; without it bars only show.</summary>
    [Parameter]
    public EventCallback<TimeSpanChoice> OnRange { get; set; }

    private double Step => (double)Width / Math.Max(Buckets.Count, 1);

    private double Gap => Math.Min(Step * 0.1, 1.5);

    private long Highest => Buckets.Count == 0 ? 0 : Buckets.Max(b => b.Count);

    private string Points => string.Join(' ', Buckets.Select((bucket, place) => $"{Number((place + 0.5) * Step)},{Number(Height - Tall(bucket))}"));

    private int Head => Math.Clamp(head, 0, Math.Max(Buckets.Count - 1, 0));

    private int First => Math.Min(Math.Clamp(anchor ?? Head, 0, Buckets.Count - 1), Head);

    private int Last => Math.Max(Math.Clamp(anchor ?? Head, 0, Buckets.Count - 1), Head);

    private string Words => string.Create(
        CultureInfo.InvariantCulture,
        $"{CityTime.Short(Buckets[First].Start)} – {CityTime.Short(Buckets[Last].Start + BucketLength)}: {Write(Buckets.Skip(First).Take(Last - First + 1).Sum(bar => bar.Count))}");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (anchor >= Buckets.Count)
        {
            Forget();
        }
    }

    // What is not nothing stays visible beside the highest bar.
    private double Tall(HistogramBucket bucket) =>
        bucket.Count == 0 ? 0 : Math.Max(2, (double)bucket.Count / Highest * (Height - 4));

    private string ClassOf(int place) => (OnRange.HasDelegate, anchor is not null && place >= First && place <= Last) switch
    {
        (true, true) => "bar choose chosen",
        (true, false) => "bar choose",
        _ => "bar",
    };

    private void Press(int place, PointerEventArgs press)
    {
        if (OnRange.HasDelegate && press.Button == 0)
        {
            (anchor, head, isDragging) = (place, place, true);
        }
    }

    // Only while dragging: a pointer that passes by is nobody's question.
    private EventCallback<PointerEventArgs> Reaching(int place) =>
        isDragging ? EventCallback.Factory.Create<PointerEventArgs>(this, () => head = place) : default;

    private Task ReleaseAsync() => isDragging ? TakeAsync() : Task.CompletedTask;

    private void Forget() => (anchor, isDragging) = (null, false);

    private Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowLeft" or "ArrowRight":
                anchor = key.ShiftKey ? anchor ?? Head : null;
                head = Math.Clamp(Head + (key.Key == "ArrowLeft" ? -1 : 1), 0, Buckets.Count - 1);
                anchor ??= head;
                return Task.CompletedTask;
            case "Escape":
                Forget();
                return Task.CompletedTask;
            case "Enter" when anchor is not null:
                return TakeAsync();
            default:
                return Task.CompletedTask;
        }
    }

    private Task TakeAsync()
    {
        var (first, last) = (Buckets[First], Buckets[Last]);
        Forget();
        return ChooseAsync(first, last);
    }

    private Task ChooseAsync(HistogramBucket first, HistogramBucket last) => OnRange.InvokeAsync(new(first.Start, last.Start + BucketLength));

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Write(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
