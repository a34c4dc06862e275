namespace Kotwal.Health;

/// <summary>By how much a source's clock differs from ours.</summary>
/// <param name="Seconds">Our time minus its time: the middle of the newest records. More than zero means that it is behind, or that its records come late.</param>
/// <param name="Spread">How far the newest records lie from that, in seconds: the middle of the differences.</param>
/// <param name="Samples">Records that it was measured by.</param>
/// <param name="Total">Records that were ever measured.</param>
internal readonly record struct Skew(double Seconds, double Spread, int Samples, long Total)
{
    private const double SameSeconds = 30;
    private const double SameShare = 0.01;

    private const int MinSamples = 20;
    private const double MinSpread = 30;
    private const double MaxRelativeSpread = 0.1;
    private const double Quarter = 900;
    private const double NearQuarter = 60;

    /// <summary>
    /// Whether the clock is what differs. Records that are late by different times, as those of an old file are, have a spread; a wrong
    /// clock is wrong by the same time always.
    /// </summary>
    public bool IsWrong(TimeSpan most) =>
        Samples >= MinSamples && Math.Abs(Seconds) > most.TotalSeconds && Spread <= Math.Max(MinSpread, Math.Abs(Seconds) * MaxRelativeSpread);

    /// <summary>Whether a later measure says the same, of records that came since.</summary>
    public bool IsRepeatedBy(Skew later) =>
        later.Total > Total && Math.Abs(later.Seconds - Seconds) <= Math.Max(SameSeconds, Math.Abs(Seconds) * SameShare);

    /// <summary>Whether the difference is one of time zones: quarters of an hour, half an hour at least.</summary>
    public bool IsZone => Math.Abs(Seconds) >= 2 * Quarter - NearQuarter && Math.Abs(Math.Abs(Seconds) - (Math.Round(Math.Abs(Seconds) / Quarter) * Quarter)) <= NearQuarter;
}

/// <summary>The differences of the newest records of one source. For one thread.</summary>
internal sealed class SkewRing
{
    private const int Size = 128;

    private readonly double[] differences = new double[Size];
    private long total;

    public int Count => (int)Math.Min(total, Size);

    public void Add(double seconds) => differences[total++ % Size] = seconds;

    /// <summary>The middle, and the middle of the distances from it: neither is moved by a few strange records.</summary>
    public Skew Measure()
    {
        var sorted = differences[..Count];
        Array.Sort(sorted);
        var median = sorted[Count / 2];
        for (var place = 0; place < sorted.Length; place++)
        {
            sorted[place] = Math.Abs(sorted[place] - median);
        }

        Array.Sort(sorted);
        return new(median, sorted[Count / 2], Count, total);
    }
}
