namespace Kotwal.Health;

/// <summary>A line through the newest values, by the middle of the slopes between all pairs: a few strange values move it little.</summary>
internal sealed class Trend(int most, TimeSpan step)
{
    private readonly List<(DateTimeOffset At, double Value)> values = [];

    /// <summary>Time between the first value that is kept and the last.</summary>
    public TimeSpan Span => values.Count < 2 ? TimeSpan.Zero : values[^1].At - values[0].At;

    /// <summary>What is kept.</summary>
    public IReadOnlyList<(DateTimeOffset At, double Value)> Values => values;

    /// <summary>Takes a value; at most one a step is kept.</summary>
    public void Add(DateTimeOffset at, double value)
    {
        if (values.Count > 0 && at - values[^1].At < step)
        {
            return;
        }

        values.Add((at, value));
        if (values.Count > most)
        {
            values.RemoveAt(0);
        }
    }

    /// <summary>Change a second; null when there are fewer than three values.</summary>
    public double? Slope()
    {
        if (values.Count < 3)
        {
            return null;
        }

        var slopes = new List<double>(values.Count * (values.Count - 1) / 2);
        for (var later = 1; later < values.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                slopes.Add((values[later].Value - values[earlier].Value) / (values[later].At - values[earlier].At).TotalSeconds);
            }
        }

        slopes.Sort();
        return slopes[slopes.Count / 2];
    }

    /// <summary>When the line reaches a bound; null when it leads away from it, or when nobody can say.</summary>
    public DateTimeOffset? Reaches(double bound)
    {
        if (Slope() is not { } slope || slope == 0)
        {
            return null;
        }

        var seconds = (bound - values[^1].Value) / slope;
        return seconds is >= 0 and < 10 * 365 * 86_400.0 ? values[^1].At.AddSeconds(seconds) : null;
    }
}
