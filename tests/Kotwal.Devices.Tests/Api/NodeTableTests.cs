using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.Work;

namespace Kotwal.Devices.Tests.Api;

/// <summary>The nodes as a table of hunts.</summary>
public sealed class NodeTableTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_the_nodes_in_reach_and_name_nothing_that_is_not()
    {
        using var desk = new TestDesk();
        var added = new ServiceCollection();
        desk.AddTo(added);
        await using var services = added.BuildServiceProvider();
        await TestDesk.BeginAsync(services);
        var table = services.GetServices<ITableSource>().Single(one => one.Name == "nodes");
        var columns = table.Columns.Select(column => column.Name).ToList();

        var all = await table.ReadAsync(Reach.WholeCity, null, null, Cancel).ToListAsync(Cancel);
        var water = await table.ReadAsync(Reach.Of([SmallCity.Water]), null, null, Cancel).ToListAsync(Cancel);

        Assert.Equal(SmallCity.Nodes, all.Count);
        Assert.All(all, row => Assert.Equal(columns.Count, row.Count));
        var pump = all.Single(row => "pump-1".Equals(row[2]));
        Assert.Equal(("asset", "plc", "Acme", "scada", "w1", "water"), (Cell(pump, "node.kind"), Cell(pump, "node.type"), Cell(pump, "node.vendor"), Cell(pump, "city.zone"), Cell(pump, "city.ward"), Cell(pump, "city.service")));
        Assert.Equal([SmallCity.PumpAddress], Cell(pump, "host.ip") as IEnumerable<string>);

        var graph = services.GetRequiredService<CityGraph>().Current;
        var reached = graph.Nodes(Reach.Of([SmallCity.Water])).ToList();
        Assert.Equal(reached.Select(node => node.Id.ToString()), water.Select(row => row[0]));
        Assert.NotEmpty(water);
        var names = reached.SelectMany(node => new[] { node.ShortId, node.Name }).ToHashSet();
        foreach (var column in new[] { "city.zone", "city.ward", "city.site", "city.service", "city.owner" })
        {
            Assert.All(water, row => Assert.True(Cell(row, column) is not { } named || names.Contains((string)named), $"{column} names what is out of reach"));
        }

        object? Cell(IReadOnlyList<object?> row, string column) => row[columns.IndexOf(column)];
    }
}
