using Kotwal.Lake.Retention;

namespace Kotwal.Lake.Evidence;

/// <summary>What a package of evidence is to hold.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="Subject">What it is for: a case, an order; may be empty.</param>
/// <param name="MadeBy">Who makes it.</param>
/// <param name="HasSegments">Whether the whole sealed files that the events stand in go along: they hold other events, too.</param>
/// <param name="Custody">What else the text on the chain of custody says, one line each.</param>
public sealed record EvidenceOrder(EventFilter Filter, string Subject, string MadeBy, bool HasSegments, IReadOnlyList<string> Custody);

/// <summary>What came of it.</summary>
/// <param name="Rows">Events in the package.</param>
/// <param name="Segments">Sealed or open files in which they stand.</param>
/// <param name="SumsSha256">SHA-256 of the list of hashes, which names the whole package.</param>
public sealed record EvidenceResult(long Rows, int Segments, string SumsSha256);
