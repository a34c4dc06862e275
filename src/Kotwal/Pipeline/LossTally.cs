using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Kotwal.Events;

namespace Kotwal.Pipeline;

/// <summary>
/// Counts, for each source and kind of door, what senders sent that never came, by the numbers in their records: datagrams, or flows.
/// Safe for many threads.
/// </summary>
internal sealed class LossTally : IDisposable
{
    // Senders can be forged: those beyond share one count, so that the metric stays small.
    private const int MaxSenders = 1_000;
    private const string OtherSenders = "other";

    private readonly ConcurrentDictionary<(string Source, string Transport, string Sender), long> losses = new();
    private readonly Meter meter = new("Kotwal.Pipeline.Losses");

    public LossTally() => meter.CreateObservableGauge(
        "kotwal.sender.lost", MeasureLosses, "{record}", "Records or flows that a sender numbered and that never came.");

    /// <summary>What a source's senders sent and we never received.</summary>
    public long Of(string source, string transport) =>
        losses.Where(pair => pair.Key.Source == source && pair.Key.Transport == transport).Sum(pair => Math.Max(pair.Value, 0));

    /// <summary>Counts what a batch says is missing.</summary>
    public void Add(EventBatch events)
    {
        foreach (var (origin, count) in events.Losses)
        {
            var key = (origin.Source, origin.Transport, origin.Sender ?? "");
            key = losses.ContainsKey(key) || losses.Count < MaxSenders ? key : key with { Item3 = OtherSenders };
            losses.AddOrUpdate(key, count, (_, before) => before + count);
        }
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> MeasureLosses() => losses.Select(pair => new Measurement<long>(
        Math.Max(pair.Value, 0), new("source", pair.Key.Source), new("kind", pair.Key.Transport), new("sender", pair.Key.Sender)));
}
