namespace Kotwal.Lake.Results;

/// <summary>A map of names to lists of texts, in the order of the file.</summary>
internal sealed record MapCell(IReadOnlyList<KeyValuePair<string, object?>> Entries);
