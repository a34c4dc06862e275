namespace Kotwal.Inventories;

/// <summary>What an import did, or would do, for the terminal.</summary>
/// <param name="Format">The format that read the document.</param>
/// <param name="Source">Who says it.</param>
/// <param name="IsRecorded">False for a preview, and when nothing was new.</param>
/// <param name="Counts">Counts by name, in their order.</param>
/// <param name="Problems">What could not be used, the first ones.</param>
internal sealed record CityAnswer(
    string Format, string Source, bool IsRecorded, IReadOnlyList<(string Name, int Count)> Counts, IReadOnlyList<(int Line, string Reason)> Problems);
