using Kotwal.Lake.Manifest;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Copies;

/// <summary>
/// A lake as it is at one moment, to be copied while a server goes on writing: as long as the snapshot is held, none of its files is deleted.
/// </summary>
public sealed class LakeSnapshot : IDisposable
{
    private readonly string folder;
    private readonly IDisposable? lease;
    private readonly LakeManifest manifest;

    private LakeSnapshot(string folder, IDisposable? lease, LakeManifest manifest)
    {
        this.folder = folder;
        this.lease = lease;
        this.manifest = manifest;
    }

    /// <summary>Files of events in the lake's folder, which never change: by their hash one knows whether one has them.</summary>
    public IReadOnlyList<SnapshotSegment> Segments =>
        [.. manifest.All().Where(segment => segment.Cold is null).Select(segment => new SnapshotSegment(segment.Path, segment.Bytes, segment.Sha256)).OrderBy(segment => segment.Path, StringComparer.Ordinal)];

    /// <summary>Those that are in the cold store, and are not copied from there.</summary>
    public IReadOnlyList<SnapshotSegment> Cold =>
        [.. manifest.All().Where(segment => segment.Cold is not null).Select(segment => new SnapshotSegment(segment.Path, segment.Bytes, segment.Sha256))];

    /// <summary>Number of the newest seal; 0 before the first.</summary>
    public long Seals => manifest.Sealed?.Sequence ?? 0;

    /// <summary>The manifest itself, as a lake of these files alone would have it.</summary>
    public byte[] Manifest => ManifestFile.ToJson(manifest with { Retired = null });

    /// <summary>Name of the manifest's file.</summary>
    public static string ManifestName => ManifestFile.Name;

    /// <summary>Paths below the lake's folder of all other files: lists of days, seals, public keys, holds.</summary>
    public IEnumerable<string> Others()
    {
        var seals = Enumerable.Range(1, (int)Seals).SelectMany(number => new[] { SealFiles.Statement(number), SealFiles.Signature(number) });
        var keys = Path.Combine(folder, SealFiles.KeyFolder);
        return manifest.Folded.Values.Select(day => day.Path)
            .Concat(seals)
            .Concat(Directory.Exists(keys) ? Directory.GetFiles(keys, "*.pem").Select(key => $"{SealFiles.KeyFolder}/{Path.GetFileName(key)}") : [])
            .Append("holds.json")
            .Where(path => File.Exists(Path.Combine(folder, path)));
    }

    /// <summary>Whether a lake is there that an earlier version wrote, and that would be changed by opening it.</summary>
    /// <exception cref="IOException">Its manifest is damaged.</exception>
    public static bool IsOlder(string folder) => ManifestFile.Exists(folder) && ManifestFile.VersionOf(folder) < LakeManifest.CurrentVersion;

    /// <summary>Keeps all others from writing to a lake; null when one does already. A lake that is not there needs no lock.</summary>
    public static IDisposable? TryLock(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? LakeFolder.LockForWriting(Path.GetFullPath(folder)) : Stream.Null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Takes a snapshot.</summary>
    /// <exception cref="IOException">There is no lake, its manifest is damaged, or its folder cannot be written to hold the files.</exception>
    public static LakeSnapshot Take(string folder)
    {
        var full = Path.GetFullPath(folder);
        if (!ManifestFile.Exists(full))
        {
            throw new IOException($"There is no lake in {full}.");
        }

        var lease = ReaderLeases.TryTakeForeign(full) ?? throw new IOException($"{full} cannot be written: files of the lake could go while they are copied.");
        try
        {
            return new LakeSnapshot(full, lease, ManifestFile.Load(full));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => lease?.Dispose();
}

/// <summary>A file of events.</summary>
/// <param name="Path">Path below the lake's folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal digits.</param>
public sealed record SnapshotSegment(string Path, long Bytes, string Sha256);
