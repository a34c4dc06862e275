using System.Data.Common;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Graph.Discovery;

/// <summary>Records in the background who was heard and is nobody's. What a failure of the database keeps from being recorded is heard again.</summary>
public sealed partial class DiscoveryWorker(
    CityGraph graph, Sightings sightings, IOptions<DiscoveryOptions> options, TimeProvider clock, ILogger<DiscoveryWorker> log) : BackgroundService
{
    private readonly Dictionary<Voice, Sighting> kept = [];
    private readonly CardMoves moves = new(options.Value.MaxMovesPerHour, clock);

    /// <summary>Records what was heard since the last time; nothing new records nothing.</summary>
    /// <returns>How many nodes were staged.</returns>
    public async Task<int> RecordAsync(CancellationToken cancel)
    {
        var (strangers, bindings) = sightings.Take();
        var now = graph.Current;
        var waiting = now.Nodes(Reach.WholeCity).Count(node => node.State == NodeStates.Staged);
        var plan = new DiscoveryPlan(now, clock, options.Value.MaxStaged - waiting, TimeSpan.FromHours(options.Value.EvidenceHours), moves);
        plan.Take(bindings);
        foreach (var stranger in strangers)
        {
            plan.Take(Join(stranger));
        }

        // Whose evidence was recorded is counted anew; the others' counts wait for their turn.
        foreach (var stranger in strangers)
        {
            kept.Remove(stranger.Voice);
        }

        foreach (var sighting in plan.Kept.Where(_ => kept.Count < Sightings.MaxWaiting))
        {
            kept[sighting.Voice] = sighting;
        }

        if (plan.Dropped > 0)
        {
            CityMeter.SightingsDropped.Add(plan.Dropped);
            Full(plan.Dropped, options.Value.MaxStaged);
        }

        if (plan.Facts.Count > 0)
        {
            await graph.RecordAsync(new(FactSources.Heard, "kotwal", ""), plan.Facts, cancel);
        }

        return plan.Staged;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.IntervalSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await RecordAsync(stoppingToken) is var staged and > 0)
                {
                    Staged(staged);
                }

                // What was said to hold from some time on may hold now.
                await graph.LoadAsync(stoppingToken);
            }
            catch (Exception error) when (error is DbException or IOException or InvalidOperationException)
            {
                NotRecorded(error);
            }
        }
    }

    private Sighting Join(Sighting stranger)
    {
        if (kept.TryGetValue(stranger.Voice, out var earlier))
        {
            stranger.Include(earlier);
        }

        return stranger;
    }

    [LoggerMessage(4111, LogLevel.Information, "{Count} addresses that speak are nobody's and wait for somebody to say whether they are the city's.")]
    private partial void Staged(int count);

    [LoggerMessage(4112, LogLevel.Warning, "{Count} addresses that speak were left out: {Max} nodes wait already. Confirm or ignore some, or raise City:Discovery:MaxStaged.")]
    private partial void Full(int count, int max);

    [LoggerMessage(4113, LogLevel.Warning, "Who was heard could not be recorded; they are recorded when they are heard again.")]
    private partial void NotRecorded(Exception error);
}
