using System.Globalization;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.City.Tests.Graph;

/// <summary>Short ways to write facts, and to write a graph down so that two can be compared.</summary>
internal static class Told
{
    public static NodeId Node(int number) => new(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"0192a000-0000-7000-8000-{number:D12}")));

    public static Fact Said(this NodeId subject, string predicate, string value, int hour = 0) =>
        new(subject, predicate, value, Some.Noon.AddHours(hour));

    public static Fact Ended(this NodeId subject, string predicate, string value, int hour = 0) =>
        new(subject, predicate, value, Some.Noon.AddHours(hour), IsEnd: true);

    public static Fact To(this NodeId subject, string relation, NodeId target, int hour = 0) =>
        subject.Said(FactWords.Relation(relation), target.ToString(), hour);

    public static IEnumerable<Fact> Is(this NodeId subject, string kind, string name) =>
        [subject.Said(FactWords.Kind, kind), subject.Said("name", name), subject.Said("id:ref", $"kotwal/{kind}/{name}")];

    public static string Write(GraphSnapshot graph) => string.Join('\n', graph.Nodes(Reach.WholeCity).Select(Write).Order(StringComparer.Ordinal));

    private static string Write(GraphNode node) => string.Join(
        " | ",
        [
            node.Id.ToString(), node.State, node.Zone?.Name, node.Ward?.Name, node.Service?.Name, node.Owner?.Name, node.Criticality,
            .. node.Attributes.Select(said => $"{said.Name}={said.Value} by {said.Source} {said.Since:O} {said.IsBelieved}"),
            .. node.IdentifierHistory.Select(mark => $"{mark.Kind}:{mark.Value} by {mark.Source} {mark.Since:O}-{mark.Until:O}").Order(StringComparer.Ordinal),
            .. node.Out(Reach.WholeCity).Select(to => $"{to.Name}>{to.To.Id} by {to.Source} {to.Since:O}-{to.Until:O}").Order(StringComparer.Ordinal),
            .. node.Ids.Select(id => id.ToString()),
        ]);
}
