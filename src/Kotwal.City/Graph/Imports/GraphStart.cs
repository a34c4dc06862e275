using Kotwal.City.Access;
using Kotwal.City.Facts;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Graph.Imports;

/// <summary>Makes the graph ready when the server starts: reads the ledger, then what the city's files say anew.</summary>
public sealed partial class GraphStart(CityGraph graph, GraphImports imports, TimeProvider clock, ILogger<GraphStart> log)
{
    /// <summary>
    /// Call it once, after the databases were prepared. The files are all that they have to say: what they said before and lack now
    /// is ended. No files at all end nothing.
    /// </summary>
    public async Task RunAsync(CityPlan files, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        await graph.LoadAsync(cancel);
        GraphRead(graph.Current.Count, graph.Current.RelationCount, clock.GetElapsedTime(started));
        var items = CityFileItems.Of(files).ToList();
        if (items.Count == 0)
        {
            return;
        }

        var request = new ImportRequest(FactSources.Files, clock.GetUtcNow(), Reach.WholeCity, IsComplete: true);
        var plan = await imports.ImportAsync(items, request, "kotwal", "The city's files.", cancel);
        if (!plan.IsEmpty)
        {
            FilesImported(plan.NewCount, plan.ChangedCount, plan.EndedCount);
        }

        foreach (var refusal in plan.Refusals)
        {
            Refused(refusal.Reason);
        }
    }

    [LoggerMessage(4101, LogLevel.Information, "The city's graph has {Nodes} nodes and {Relations} relations, read in {Time}.")]
    private partial void GraphRead(int nodes, int relations, TimeSpan time);

    [LoggerMessage(4102, LogLevel.Information, "The city's files brought {New} new nodes, changed {Changed} and ended {Ended}.")]
    private partial void FilesImported(int @new, int changed, int ended);

    [LoggerMessage(4103, LogLevel.Warning, "Something in the city's files is left out: {Reason}")]
    private partial void Refused(string reason);
}
