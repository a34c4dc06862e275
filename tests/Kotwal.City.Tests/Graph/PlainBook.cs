using System.Net;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.Inventory;

namespace Kotwal.City.Tests.Graph;

/// <summary>The plain version of the address book: lists that are walked, through what everybody may ask of a graph.</summary>
internal sealed class PlainBook(GraphSnapshot graph)
{
    private const int Unknown = int.MinValue;

    public int FindAddress(IPAddress address, long time)
    {
        var held = graph.Nodes(Reach.WholeCity)
            .SelectMany(node => node.IdentifierHistory, (node, mark) => (node.Place, Mark: mark))
            .Where(held => held.Mark.Kind == InventoryIdentifiers.Address && IPAddress.Parse(held.Mark.Value).Equals(address))
            .OrderBy(held => WeightOf(held.Place, held.Mark) == Unknown).ThenBy(held => held.Mark.Since)
            .ThenByDescending(held => WeightOf(held.Place, held.Mark)).ThenBy(held => held.Place).ToList();
        var at = FactTime.FromMicroseconds(time);
        return held.Index().Where(pair => (pair.Index == 0 || pair.Item.Mark.Since <= at) && (pair.Item.Mark.Until is not { } until || at < until))
            .Select(pair => pair.Item)
            .OrderBy(item => WeightOf(item.Place, item.Mark)).ThenBy(item => item.Mark.Since).ThenByDescending(item => item.Place)
            .Select(item => item.Place).LastOrDefault(-1);
    }

    private int WeightOf(int place, NodeMark mark) =>
        graph.NodeAt(place).State == NodeStates.Staged ? Unknown : -SourceRanks.Of(mark.Source);

    public int FindZone(IPAddress address) => graph.Nodes(Reach.WholeCity, InventoryKinds.Zone)
        .SelectMany(zone => zone.Statements(InventoryAttributes.Network), (zone, said) => (zone.Place, Network: IPNetwork.Parse(said.Value)))
        .Where(zone => zone.Network.Contains(address))
        .OrderByDescending(zone => zone.Network.PrefixLength).ThenBy(zone => zone.Place)
        .Select(zone => zone.Place).FirstOrDefault(-1);
}
