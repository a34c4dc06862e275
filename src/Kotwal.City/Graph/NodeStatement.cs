using Kotwal.City.Facts;
using Kotwal.Inventory;

namespace Kotwal.City.Graph;

/// <summary>What one source says of one attribute.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Since">From when it holds.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="IsBelieved">False when a source of higher rank, or a later word, says something else.</param>
public sealed record NodeStatement(string Name, string Value, string Source, DateTimeOffset Since, DateTimeOffset RecordedAt, bool IsBelieved)
{
    internal static NodeStatement Of(GraphFrame frame, Statement statement, NodeFacts facts)
    {
        var recording = frame.Names.Recordings[statement.Recording];
        var name = frame.WordOf(statement.Predicate);
        return new(
            name, statement.Value, recording.Source, FactTime.FromMicroseconds(statement.From), FactTime.FromMicroseconds(recording.RecordedAt),
            FactWords.IsSet(name) || facts.Find(statement.Predicate)?.Value == statement.Value);
    }
}

/// <summary>A mark by which a node is or was known.</summary>
/// <param name="Kind">One of <see cref="InventoryIdentifiers"/>.</param>
/// <param name="Value">The mark.</param>
/// <param name="Source">Who says it.</param>
/// <param name="Since">From when it holds.</param>
/// <param name="Until">Until when, exclusive; null while it holds.</param>
public sealed record NodeMark(string Kind, string Value, string Source, DateTimeOffset Since, DateTimeOffset? Until)
{
    public bool HoldsAt(DateTimeOffset time) => Since <= time && (Until is null || time < Until);

    internal static IReadOnlyList<NodeMark> Of(GraphFrame frame, NodeFacts facts) => [.. facts.Identifiers
        .Where(mark => mark.Predicate != frame.ItemKey)
        .Select(mark => new NodeMark(
            frame.WordOf(mark.Predicate)[FactWords.IdentifierPrefix.Length..], mark.Value, frame.Names.Recordings[mark.Recording].Source,
            FactTime.FromMicroseconds(mark.From), mark.Until == long.MaxValue ? null : FactTime.FromMicroseconds(mark.Until)))
        .OrderBy(mark => StrengthOf(mark.Kind)).ThenBy(mark => mark.Value, StringComparer.Ordinal).ThenBy(mark => mark.Since)];

    private static int StrengthOf(string kind)
    {
        for (var place = 0; place < InventoryIdentifiers.All.Count; place++)
        {
            if (InventoryIdentifiers.All[place] == kind)
            {
                return place;
            }
        }

        return int.MaxValue;
    }
}
