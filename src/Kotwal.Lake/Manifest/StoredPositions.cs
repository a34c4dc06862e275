namespace Kotwal.Lake.Manifest;

/// <summary>How far each spool's records are in a lake, for whoever only looks.</summary>
public static class StoredPositions
{
    /// <summary>For each spool the position up to which its records are stored; empty when there is no lake.</summary>
    /// <exception cref="IOException">The manifest is damaged.</exception>
    public static IReadOnlyDictionary<Guid, long> Read(string folder) =>
        ManifestFile.Exists(folder) ? ManifestFile.Load(folder).StoredUpTo : new Dictionary<Guid, long>();
}
