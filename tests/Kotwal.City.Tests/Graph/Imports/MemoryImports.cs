using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Inventory;
using Kotwal.Testing;

namespace Kotwal.City.Tests.Graph.Imports;

/// <summary>Imports into a graph without a database.</summary>
internal sealed class MemoryImports
{
    private readonly PlainGraph graph = new();
    private readonly Clock clock = new(Some.Noon);

    public GraphSnapshot Now => graph.Snapshot(clock.GetUtcNow());

    public ImportPlan Plan(string source, InventoryItem[] items, bool isComplete) =>
        new ImportPlanner(Now, new(source, clock.GetUtcNow(), Reach.WholeCity, isComplete), clock).Plan(items);

    public void Import(string source, InventoryItem[] items, bool isComplete)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        graph.Record(source, [.. Plan(source, items, isComplete).Facts]);
        clock.Advance(TimeSpan.FromMinutes(1));
    }

}
