using Kotwal.Inventory;

namespace Kotwal.City.Graph.Imports;

/// <summary>Brings inventories into the city's graph. Safe for many threads; one import at a time.</summary>
public sealed class GraphImports(CityGraph graph, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Says what an import would do, against the present graph. Records nothing.</summary>
    /// <exception cref="InventoryException">The document that is read meanwhile is not what it was said to be.</exception>
    public ImportPlan Plan(IEnumerable<InventoryItem> items, ImportRequest request) => new ImportPlanner(graph.Current, request, clock).Plan(items);

    /// <summary>Plans against the present graph and records what is new, as one recording; nothing new records nothing.</summary>
    /// <param name="items">The document, which is read once.</param>
    /// <param name="request">How it is to be understood.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="note">What it is, such as the document's name.</param>
    /// <param name="cancel">Gives up before anything is recorded.</param>
    /// <exception cref="InventoryException">The document is not what it was said to be; nothing was recorded.</exception>
    public async Task<ImportPlan> ImportAsync(
        IEnumerable<InventoryItem> items, ImportRequest request, string actor, string note, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            // Planned against an old graph, nodes that are known already would be made again.
            await graph.LoadAsync(cancel);
            var plan = Plan(items, request);
            if (!plan.IsEmpty)
            {
                await graph.RecordAsync(new(request.Source, actor, note), plan.Facts, cancel);
            }

            return plan;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
