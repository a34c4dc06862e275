using System.Diagnostics.Metrics;

namespace Kotwal.Watch;

/// <summary>What the desk counts.</summary>
internal sealed class WatchMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> alertsStored;
    private readonly Counter<long> queries;

    public WatchMeter(IMeterFactory meters)
    {
        meter = meters.Create("Kotwal.Watch");
        alertsStored = meter.CreateCounter<long>("kotwal.watch.alerts.stored", "{alert}", "Alerts stored for the first time.");
        queries = meter.CreateCounter<long>("kotwal.watch.queries", "{query}", "Hunts that people and programs asked for.");
    }

    public void AlertsStored(int count) => alertsStored.Add(count);

    public void Queried(bool isAnswered) => queries.Add(1, new KeyValuePair<string, object?>("answered", isAnswered));

    public void Dispose() => meter.Dispose();
}
