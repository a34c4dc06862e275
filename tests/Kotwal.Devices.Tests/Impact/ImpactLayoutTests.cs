using System.Text;
using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Devices.Impact;
using Kotwal.Inventory.Formats;
using Kotwal.Testing;

namespace Kotwal.Devices.Tests.Impact;

public sealed class ImpactLayoutTests
{
    [Fact]
    public void A_small_impact_has_a_box_for_each_node_in_its_layer()
    {
        var layout = ImpactLayout.Of(Of("gw-1", SmallCity.Lines));

        Assert.Equal(["gw-1", "pump-1", "Water supply"], layout.Boxes.Select(box => box.Only!.Name));
        Assert.Equal([0, 1, 2], layout.Boxes.Select(box => box.Layer));
        Assert.Equal(layout.Boxes.Select(box => box.X).Order(), layout.Boxes.Select(box => box.X));
    }

    [Fact]
    public void Many_of_one_sort_become_one_box_that_counts_them()
    {
        var impact = Of("switch", Star(cameras: 200, servers: 1));
        var layout = ImpactLayout.Of(impact);

        Assert.Equal(201, impact.Steps.Count);
        Assert.Equal([1, 1, 200], layout.Boxes.Select(box => box.Count).Order());
    }

    [Fact]
    public void However_many_sorts_there_are_the_picture_stays_small_and_counts_all()
    {
        var lines = new StringBuilder("""{"kind":"asset","id":{"ref":"switch"},"attributes":{"name":"switch"}}""").Append('\n');
        for (var sort = 0; sort < 300; sort++)
        {
            lines.Append(Camera($"x{sort}", $"type_{sort}"));
        }

        var layout = ImpactLayout.Of(Of("switch", lines.ToString()));

        Assert.InRange(layout.Boxes.Count, 20, ImpactLayout.MaxBoxes);
        Assert.Equal(301, layout.Boxes.Sum(box => box.Count));
        Assert.All(layout.Boxes, box => Assert.InRange(box.Y, 0, layout.Height - ImpactLayout.BoxHeight));
        Assert.All(layout.Boxes, box => Assert.InRange(box.X, 0, layout.Width - ImpactLayout.BoxWidth));
    }

    private static string Star(int cameras, int servers) =>
        """{"kind":"asset","id":{"ref":"switch"},"attributes":{"name":"switch"}}""" + "\n"
        + string.Concat(Enumerable.Range(0, cameras).Select(number => Camera($"cam-{number}", "camera")))
        + string.Concat(Enumerable.Range(0, servers).Select(number => Camera($"srv-{number}", "server")));

    private static string Camera(string name, string type) =>
        $$$"""{"kind":"asset","id":{"ref":"{{{name}}}"},"attributes":{"name":"{{{name}}}","type":"{{{type}}}"},"relations":[{"name":"depends-on","kind":"asset","id":{"ref":"switch"}}]}""" + "\n";

    private static GraphImpact Of(string name, string lines)
    {
        var format = InventoryFormats.Find("kotwal")!;
        var graph = ItemsGraph.Of(format.Read(new MemoryStream(Encoding.UTF8.GetBytes(lines)), new()), new Clock(TestDesk.Noon));
        return graph.ImpactOf(graph.Nodes(Reach.WholeCity).Single(node => node.Name == name), ImpactDirection.Fails, Reach.WholeCity);
    }
}
