using System.Text.Json;
using System.Text.Json.Serialization;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Coverage;

/// <summary>
/// Who is heard in a segment, in a small file beside where the segment was: so the coverage of a year needs nothing from the cold store.
/// Derived data; it names the segment that it belongs to.
/// </summary>
/// <param name="Version">Version of the form.</param>
/// <param name="Sha256">SHA-256 of the segment.</param>
/// <param name="Rows">Systems and classes of logs, with the number of events.</param>
internal sealed record HeardFile(int Version, string Sha256, IReadOnlyList<HeardRow> Rows)
{
    public const int CurrentVersion = 1;

    public static string PathFor(string segment) => Path.ChangeExtension(segment, LakeFolder.HeardEnding);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, HeardJson.Default.HeardFile);

    /// <summary>Reads the file of this very segment; null when there is none, or it is damaged or of another version.</summary>
    public static HeardFile? TryLoad(string folder, Segment segment)
    {
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, PathFor(segment.Path))), HeardJson.Default.HeardFile);
            return read is { Version: CurrentVersion, Rows: not null } && read.Sha256 == segment.Sha256 && read.Rows.Sum(row => row.Events) == segment.Rows ? read : null;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>One system and class of logs in a segment.</summary>
internal sealed record HeardRow(string? Node, string? Class, long Events);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HeardFile))]
internal sealed partial class HeardJson : JsonSerializerContext;
