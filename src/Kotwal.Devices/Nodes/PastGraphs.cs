using Kotwal.City.Graph;

namespace Kotwal.Devices.Nodes;

/// <summary>
/// The city as it was known on dates. Reading a past graph takes time and memory with the size of the city, so one is read at a
/// time and the last few are kept. Safe for many threads.
/// </summary>
internal sealed class PastGraphs(CityGraph graph, TimeProvider clock) : IDisposable
{
    /// <summary>Past graphs that are kept.</summary>
    public const int MaxKept = 2;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<(DateTimeOffset KnownOn, GraphSnapshot Graph)> kept = [];

    /// <summary>The present graph, or the one of a date. What has not come yet is the present.</summary>
    public async Task<GraphSnapshot> AtAsync(DateTimeOffset? knownOn, CancellationToken cancel)
    {
        if (knownOn is not { } date || date >= clock.GetUtcNow())
        {
            return graph.Current;
        }

        await turn.WaitAsync(cancel);
        try
        {
            if (kept.Find(known => known.KnownOn == date) is { Graph: { } known })
            {
                return known;
            }

            var past = await graph.AsKnownOnAsync(date, asOf: null, cancel);
            if (kept.Count == MaxKept)
            {
                kept.RemoveAt(0);
            }

            kept.Add((date, past));
            return past;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
