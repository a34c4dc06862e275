using System.Diagnostics.Metrics;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake;

/// <summary>What the lake counts, under the meter <c>Kotwal.Lake</c>.</summary>
internal sealed class LakeMetrics : IDisposable
{
    private readonly Meter meter = new("Kotwal.Lake");
    private readonly Counter<long> events;
    private readonly Counter<long> bytes;
    private readonly Counter<long> moved;
    private readonly Counter<long> fetched;
    private readonly Histogram<double> hunts;

    public LakeMetrics()
    {
        events = meter.CreateCounter<long>("kotwal.lake.events", "{event}", "Events stored.");
        bytes = meter.CreateCounter<long>("kotwal.lake.bytes", "By", "Bytes of segments written for them, before merging.");
        moved = meter.CreateCounter<long>("kotwal.lake.cold.moved", "By", "Bytes of segments that were moved into the cold store.");
        fetched = meter.CreateCounter<long>("kotwal.lake.cold.fetched", "By", "Bytes of cold segments that were fetched to be read.");
        hunts = meter.CreateHistogram<double>("kotwal.lake.hunt.duration", "s", "Time that answered hunts took.");
    }

    /// <summary>Shows how large a lake of files is.</summary>
    /// <param name="manifest">What it consists of now.</param>
    /// <param name="cached">Bytes of cold segments that are kept as files.</param>
    public void Watch(Func<LakeManifest> manifest, Func<long> cached)
    {
        meter.CreateObservableGauge("kotwal.lake.stored", () => Sizes(manifest()), "By", "Bytes of segments, by where they are.");
        meter.CreateObservableGauge("kotwal.lake.cold.cached", cached, "By", "Bytes of cold segments that are kept as files for the next hunt.");
    }

    public void Stored(long count, long size)
    {
        events.Add(count);
        bytes.Add(size);
    }

    public void Answered(TimeSpan took) => hunts.Record(took.TotalSeconds);

    public void Moved(long size) => moved.Add(size);

    public void Fetched(long size) => fetched.Add(size);

    public void Dispose() => meter.Dispose();

    private static IEnumerable<Measurement<long>> Sizes(LakeManifest manifest) =>
    [
        new(manifest.All().Where(segment => segment.Cold is null).Sum(segment => segment.Bytes), new KeyValuePair<string, object?>("tier", "hot")),
        new(manifest.All().Where(segment => segment.Cold is not null).Sum(segment => segment.Bytes), new KeyValuePair<string, object?>("tier", "cold")),
    ];
}
