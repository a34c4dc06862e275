using System.Text.Json;
using System.Text.Json.Serialization;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Files;

/// <summary>How far one file was read.</summary>
/// <param name="Path">Its name when it was found.</param>
/// <param name="Source">The source that it was followed for.</param>
/// <param name="Identity">Which file it is.</param>
/// <param name="Fingerprint">How it begins.</param>
/// <param name="Offset">Everything before it is durable in the spool.</param>
internal sealed record FileCheckpoint(
    string Path, string Source, FileIdentity Identity, Fingerprint Fingerprint, long Offset);

/// <summary>How far all files were read.</summary>
/// <param name="Spool">The spool that the lines are in.</param>
/// <param name="Position">The spool's end then: lines that are in it from here on were read later.</param>
/// <param name="Files">The files.</param>
internal sealed record FileCheckpoints(Guid Spool, long Position, IReadOnlyList<FileCheckpoint> Files)
{
    /// <summary>Reads the checkpoints; null when there are none, or none that can be read.</summary>
    public static FileCheckpoints? Load(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointJson.Default.FileCheckpoints);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file in one step.</summary>
    public void Save(string path) =>
        DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(this, CheckpointJson.Default.FileCheckpoints));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FileCheckpoints))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
