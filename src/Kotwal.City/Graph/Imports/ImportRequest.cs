using Kotwal.City.Access;

namespace Kotwal.City.Graph.Imports;

/// <summary>How a document is to be understood.</summary>
/// <param name="Source">Who says it, a word of <see cref="Facts.FactSources"/>; the document replaces what this source said before.</param>
/// <param name="EffectiveAt">From when it holds.</param>
/// <param name="Reach">Of who imports. Nodes outside are refused; new nodes are made only by who reaches the whole city.</param>
/// <param name="IsComplete">True when the document is all that the source has to say: what it said before and the document lacks is ended.</param>
public sealed record ImportRequest(string Source, DateTimeOffset EffectiveAt, Reach Reach, bool IsComplete = false);
