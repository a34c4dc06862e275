using System.Globalization;
using System.Security.Cryptography;

namespace Kotwal.Lake.Manifest;

/// <summary>
/// A lake's folder, opened for writing: the files of segments, the manifest that lists the ones that count, and the files that
/// wait until nobody reads them any more. One process at a time; within it, safe for many threads.
/// </summary>
internal sealed class LakeFolder : IDisposable
{
    public const string SegmentEnding = ".parquet";

    /// <summary>Ending of the filter beside a segment; it goes when the segment goes.</summary>
    public const string FilterEnding = ".words";

    private readonly LakeFiles files;
    private readonly FileStream writerLock;
    private readonly ReaderLeases leases;
    private readonly Lock changing = new();
    private readonly List<(string Path, long Sequence)> retired = [];
    private readonly List<string> abandoned = [];
    private long nextFile;
    private volatile LakeManifest manifest;

    private LakeFolder(string path, LakeFiles files, FileStream writerLock)
    {
        Path = path;
        this.files = files;
        this.writerLock = writerLock;
        leases = new ReaderLeases(path);
        if (!ManifestFile.Exists(path))
        {
            RefuseStrandedSegments();
            ManifestFile.Swap(path, LakeManifest.Empty, files);
        }

        manifest = ManifestFile.Load(path);
        nextFile = manifest.NextFile;
        RemoveScratch();
        RetireUnlisted();
        Sweep();
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Where the engine of the process that writes may put what does not fit into memory.</summary>
    public string ScratchPath => FullPath("tmp");

    /// <summary>What the lake consists of now.</summary>
    public LakeManifest Manifest => manifest;

    /// <summary>Opens a lake, or makes one where none is, and removes what a crash left behind.</summary>
    /// <exception cref="IOException">The folder cannot be written, is in use by another process, or its manifest is damaged.</exception>
    public static LakeFolder Open(string path, LakeFiles files)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        var writerLock = LockForWriting(full);
        try
        {
            return new LakeFolder(full, files, writerLock);
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>Keeps all files of the present manifest until the lease is disposed of.</summary>
    public IDisposable Lease(out LakeManifest leased)
    {
        lock (changing)
        {
            leased = manifest;
            return leases.Take(leased.Sequence);
        }
    }

    /// <summary>A path below the folder for a new file of a day; no file ever had it.</summary>
    public string NewPath(DateOnly day, string ending)
    {
        var dayFolder = string.Create(CultureInfo.InvariantCulture, $"day={day:yyyy-MM-dd}");
        files.CreateFolder(System.IO.Path.Combine(Path, dayFolder));
        return string.Create(CultureInfo.InvariantCulture, $"{dayFolder}/{Interlocked.Increment(ref nextFile) - 1:D10}{ending}");
    }

    /// <summary>Writes a file whole; it does not count before a manifest lists it.</summary>
    /// <returns>Its SHA-256 in lower-case hexadecimal digits.</returns>
    public string Write(string path, ReadOnlySpan<byte> content)
    {
        files.Write(FullPath(path), content);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Gives a file that was written under its temporary name (<see cref="TemporaryPath"/>) its own.</summary>
    public (long Bytes, string Sha256) Publish(string path) => files.Publish(TemporaryPath(path), FullPath(path));

    public string FullPath(string path) => System.IO.Path.Combine(Path, path);

    public string TemporaryPath(string path) => FullPath(path) + LakeFiles.TemporaryEnding;

    /// <summary>Swaps the manifest for a changed one.</summary>
    /// <param name="change">Makes the new manifest from the present one.</param>
    /// <param name="added">Files that only the new one lists; should the swap fail, they are removed in time.</param>
    /// <param name="removed">Files that it no longer lists; they are deleted when no reader needs them.</param>
    /// <exception cref="IOException">The swap failed; the lake is as it was.</exception>
    public void Change(Func<LakeManifest, LakeManifest> change, IEnumerable<string> added, IEnumerable<string> removed)
    {
        lock (changing)
        {
            var changed = change(manifest) with { NextFile = Interlocked.Read(ref nextFile) };
            try
            {
                ManifestFile.Swap(Path, changed, files);
            }
            catch
            {
                // The swap may have happened for all that we know, so the files stay until another one has succeeded.
                abandoned.AddRange(added);
                throw;
            }

            manifest = changed;
            retired.AddRange(removed.Concat(abandoned).Select(path => (path, changed.Sequence)));
            abandoned.Clear();
        }
    }

    /// <summary>Writes the segments of a day that is done into a file of its own and lets the manifest point at that.</summary>
    public void Fold(DateOnly day)
    {
        lock (changing)
        {
            var before = manifest.Folded.GetValueOrDefault(day);
            var folded = new FoldedDay(day, NewPath(day, ".json")) { Segments = [.. manifest.All().Where(segment => segment.Day == day)] };
            ManifestFile.WriteDay(Path, folded, files);
            Change(now => now.Fold(folded), [folded.Path], before is null ? [] : [before.Path]);
        }
    }

    /// <summary>Deletes a file that no manifest lists.</summary>
    public void Discard(string path) => files.Delete(FullPath(path));

    /// <summary>Deletes the files that no manifest lists and no reader needs any more.</summary>
    public void Sweep()
    {
        lock (changing)
        {
            if (retired.Count > 0 && !leases.HasForeign())
            {
                retired.RemoveAll(TryDelete);
            }
        }
    }

    public void Dispose() => writerLock.Dispose();

    private bool TryDelete((string Path, long Sequence) file)
    {
        if (!leases.AllowDeletion(file.Sequence))
        {
            return false;
        }

        files.Delete(FullPath(file.Path));
        files.Delete(FullPath(System.IO.Path.ChangeExtension(file.Path, FilterEnding)));
        return true;
    }

    private static FileStream LockForWriting(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, "writer.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"The lake in {path} is in use by another process, or cannot be written.", inUse);
        }
    }

    // Without a manifest nobody can say which of the files count; deleting them as left over would lose the lake.
    private void RefuseStrandedSegments()
    {
        if (DayFiles().Any(file => file.EndsWith(SegmentEnding, StringComparison.Ordinal)))
        {
            throw new IOException($"The lake in {Path} has segments but no {ManifestFile.Name}; restore it from a backup.");
        }
    }

    // What a killed process left behind; the lock says that nobody uses it now.
    private void RemoveScratch()
    {
        File.Delete(FullPath(ManifestFile.Name) + LakeFiles.TemporaryEnding);
        if (Directory.Exists(ScratchPath))
        {
            Directory.Delete(ScratchPath, recursive: true);
        }
    }

    private void RetireUnlisted()
    {
        var listed = manifest.All().Select(segment => segment.Path).Concat(manifest.Folded.Values.Select(day => day.Path))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in DayFiles())
        {
            var number = System.IO.Path.GetFileName(file).Split('.')[0];
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var taken))
            {
                nextFile = Math.Max(nextFile, taken + 1);
            }

            if (!listed.Contains(System.IO.Path.ChangeExtension(file, SegmentEnding)) && !listed.Contains(file))
            {
                retired.Add((file, manifest.Sequence));
            }
        }
    }

    private IEnumerable<string> DayFiles() => Directory.EnumerateDirectories(Path, "day=*")
        .SelectMany(Directory.EnumerateFiles)
        .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'));
}
