using System.Text.Json;

namespace Kotwal.Backups;

/// <summary>What a set of a backup holds; the file <c>backup.json</c>, written last.</summary>
/// <param name="Version">Version of the form.</param>
/// <param name="BegunAt">What was acknowledged before is in it.</param>
/// <param name="Files">Files of the set, below its folder <c>data</c>.</param>
/// <param name="Segments">Files of events, which stand in the pool under their hashes.</param>
/// <param name="HasState">False where the state is in PostgreSQL and has to be copied by PostgreSQL's own means.</param>
internal sealed record BackupManifest(
    int Version, DateTimeOffset BegunAt, IReadOnlyList<BackupFile> Files, IReadOnlyList<BackupFile> Segments, bool HasState)
{
    public const int CurrentVersion = 1;

    public const string Name = "backup.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="InvalidDataException">The file is damaged or of a newer program.</exception>
    public static BackupManifest Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(File.ReadAllBytes(path), Json) is { Version: CurrentVersion, Files: not null, Segments: not null } read
                ? read
                : throw new InvalidDataException($"{path} is of a version that this program does not know.");
        }
        catch (JsonException damage)
        {
            throw new InvalidDataException($"{path} is damaged: {damage.Message}", damage);
        }
    }
}

/// <summary>One file.</summary>
/// <param name="Path">Path with forward slashes, below the data folder or, of a segment, below the lake's.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record BackupFile(string Path, long Bytes, string Sha256);
