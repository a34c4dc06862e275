using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kotwal.Lake.Manifest;

/// <summary>Reads and swaps the manifest of a lake's folder.</summary>
internal static class ManifestFile
{
    public const string Name = "manifest.json";

    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <exception cref="IOException">The manifest is missing or damaged.</exception>
    public static int VersionOf(string folder) => Read(Path.Combine(folder, Name), ManifestJson.Default.LakeManifest).Version;

    /// <exception cref="IOException">The manifest is missing, damaged or of a newer program.</exception>
    public static LakeManifest Load(string folder)
    {
        var manifest = Read(Path.Combine(folder, Name), ManifestJson.Default.LakeManifest);
        if (manifest.Version is < LakeManifest.OldestVersion or > LakeManifest.CurrentVersion)
        {
            throw new IOException(
                $"The lake in {folder} is of version {manifest.Version}; this program reads versions {LakeManifest.OldestVersion} to {LakeManifest.CurrentVersion}.");
        }

        return manifest with
        {
            Version = LakeManifest.CurrentVersion,
            Folded = manifest.Folded.ToImmutableSortedDictionary(
                day => day.Key, day => day.Value with { Segments = ReadDay(folder, day.Value) }),
        };
    }

    /// <summary>
    /// Copies the manifest of an older program, and the lists of its folded days, aside before anything is changed, so that the older
    /// program can be brought back to where it left off.
    /// </summary>
    /// <returns>The folder of the copy; null when the manifest is of this program.</returns>
    public static string? CopyAside(string folder, LakeFiles files)
    {
        var path = Path.Combine(folder, Name);
        var old = Read(path, ManifestJson.Default.LakeManifest);
        if (old.Version is >= LakeManifest.PlainVersion or < LakeManifest.OldestVersion)
        {
            return null;
        }

        var aside = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"before-version-{LakeManifest.PlainVersion}"));
        files.CreateFolder(aside);
        foreach (var day in old.Folded.Values)
        {
            files.CreateFolder(Path.Combine(aside, Path.GetDirectoryName(day.Path)!));
            files.Write(Path.Combine(aside, day.Path), File.ReadAllBytes(Path.Combine(folder, day.Path)));
        }

        files.Write(Path.Combine(aside, Name), File.ReadAllBytes(path));
        return aside;
    }

    /// <summary>Puts a manifest in the place of the one before; a reader sees the one or the other.</summary>
    public static void Swap(string folder, LakeManifest manifest, LakeFiles files) =>
        files.Write(Path.Combine(folder, Name), ToJson(manifest));

    public static byte[] ToJson(LakeManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(
        manifest with { Version = manifest.Cold is null ? LakeManifest.PlainVersion : LakeManifest.CurrentVersion }, ManifestJson.Default.LakeManifest);

    /// <summary>Writes the file of a folded day.</summary>
    public static void WriteDay(string folder, FoldedDay day, LakeFiles files) =>
        files.Write(
            Path.Combine(folder, day.Path),
            JsonSerializer.SerializeToUtf8Bytes(day.Segments, ManifestJson.Default.ImmutableArraySegment));

    private static ImmutableArray<Segment> ReadDay(string folder, FoldedDay day) =>
        Read(Path.Combine(folder, day.Path), ManifestJson.Default.NullableImmutableArraySegment)!.Value;

    private static T Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type)
                ?? throw new IOException($"{path} is empty.");
        }
        catch (JsonException damage)
        {
            throw new IOException($"{path} is damaged: {damage.Message}", damage);
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LakeManifest))]
[JsonSerializable(typeof(ImmutableArray<Segment>))]
[JsonSerializable(typeof(ImmutableArray<Segment>?), TypeInfoPropertyName = "NullableImmutableArraySegment")]
internal sealed partial class ManifestJson : JsonSerializerContext;
