using System.Diagnostics.Metrics;

namespace Kotwal.Lake;

/// <summary>What the lake counts, under the meter <c>Kotwal.Lake</c>.</summary>
internal sealed class LakeMetrics : IDisposable
{
    private readonly Meter meter = new("Kotwal.Lake");
    private readonly Counter<long> events;
    private readonly Counter<long> bytes;
    private readonly Histogram<double> hunts;

    public LakeMetrics()
    {
        events = meter.CreateCounter<long>("kotwal.lake.events", "{event}", "Events stored.");
        bytes = meter.CreateCounter<long>("kotwal.lake.bytes", "By", "Bytes of segments written for them, before merging.");
        hunts = meter.CreateHistogram<double>("kotwal.lake.hunt.duration", "s", "Time that answered hunts took.");
    }

    public void Stored(long count, long size)
    {
        events.Add(count);
        bytes.Add(size);
    }

    public void Answered(TimeSpan took) => hunts.Record(took.TotalSeconds);

    public void Dispose() => meter.Dispose();
}
