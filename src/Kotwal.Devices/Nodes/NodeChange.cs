namespace Kotwal.Devices.Nodes;

/// <summary>What a person says of a node.</summary>
/// <param name="Attributes">
/// Values by name; null takes back what people said, so that other sources are believed again. Of an attribute that may have several
/// values (a zone's <c>network</c>) all that people say of it, parted by blanks or commas.
/// </param>
/// <param name="Identifiers">Marks that it has, or that it has no longer.</param>
/// <param name="Relations">Relations that hold, or that hold no longer.</param>
/// <param name="EffectiveAt">From when; null for now.</param>
/// <param name="Version">The <see cref="City.Graph.GraphNode.Version"/> that the person looked at; null changes whatever there is.</param>
public sealed record NodeChange(
    IReadOnlyDictionary<string, string?>? Attributes = null,
    IReadOnlyList<MarkChange>? Identifiers = null,
    IReadOnlyList<RelationChange>? Relations = null,
    DateTimeOffset? EffectiveAt = null,
    string? Version = null);

/// <param name="Kind">A kind of mark: <c>ip</c>, <c>mac</c>, <c>hostname</c>.</param>
/// <param name="Value">The mark; it is brought into its canonical form.</param>
/// <param name="Ends">True when the node has it no longer.</param>
public sealed record MarkChange(string? Kind, string? Value, bool Ends = false);

/// <param name="Name">A relation: <c>located-in</c>, <c>depends-on</c>.</param>
/// <param name="To">Id of the node it points at.</param>
/// <param name="Ends">True when it holds no longer.</param>
public sealed record RelationChange(string? Name, Guid To, bool Ends = false);
