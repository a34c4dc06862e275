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

    /// <summary>Ending of the word filter beside a segment: derived data, which comes and goes with it.</summary>
    public const string FilterEnding = ".words";

    /// <summary>The file that the process holds that writes.</summary>
    public const string WriterLock = "writer.lock";

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

        ManifestFile.CopyAside(path, files);
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

    /// <summary>A path below the folder for a new segment of a day and a retention class; no file ever had it.</summary>
    public string NewPath(DateOnly day, string retentionClass)
    {
        var classFolder = $"{DayFolder(day)}/class={retentionClass}";
        CreateFolder(DayFolder(day));
        CreateFolder(classFolder);
        return NewName(classFolder, SegmentEnding);
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
            List<string> gone = [.. removed];
            var changed = change(manifest);
            List<string> waiting = [.. retired.Select(file => file.Path), .. gone, .. abandoned];
            changed = changed with { NextFile = Interlocked.Read(ref nextFile), Retired = waiting.Count == 0 ? null : waiting };
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
            retired.AddRange(gone.Concat(abandoned).Select(path => (path, changed.Sequence)));
            abandoned.Clear();
        }
    }

    /// <summary>Writes the segments of a day that is done into a file of its own and lets the manifest point at that.</summary>
    /// <param name="day">The day.</param>
    /// <param name="seal">
    /// Seals the segments that are not sealed yet, as the link after the manifest's newest; null where nothing is sealed.
    /// </param>
    public void Fold(DateOnly day, Func<LakeManifest, IReadOnlyList<Segment>, SealHead>? seal = null)
    {
        lock (changing)
        {
            var before = manifest.Folded.GetValueOrDefault(day);
            var segments = manifest.All().Where(segment => segment.Day == day).ToList();
            var open = segments.Where(segment => segment.Seal is null).ToList();
            var head = seal is null || open.Count == 0 ? null : seal(manifest, open);
            var folded = NewFold(day, segments.Select(segment => segment.Seal is null ? segment with { Seal = head?.Sequence } : segment));
            Change(now => now.Fold(folded) with { Sealed = head ?? now.Sealed }, [folded.Path], before is null ? [] : [before.Path]);
        }
    }

    /// <summary>Takes folded segments of a day out of the lake, and brings those in that keep some of their rows for holds.</summary>
    /// <param name="day">The day.</param>
    /// <param name="removed">Segments whose time is over.</param>
    /// <param name="kept">New segments of the class for holds.</param>
    /// <param name="seal">States it in the chain; null where nothing is sealed.</param>
    public void Expire(
        DateOnly day, IReadOnlyCollection<Segment> removed, IReadOnlyList<Segment> kept, Func<LakeManifest, IReadOnlyList<Segment>, SealHead>? seal)
    {
        lock (changing)
        {
            var before = manifest.Folded[day];
            var gone = removed.Select(segment => segment.Path).ToHashSet(StringComparer.Ordinal);
            var head = seal?.Invoke(manifest, kept);
            var left = before.Segments.Where(segment => !gone.Contains(segment.Path))
                .Concat(kept.Select(segment => segment with { Seal = head?.Sequence })).ToList();
            var folded = left.Count == 0 ? null : NewFold(day, left);
            Change(
                now => now.Expire(folded, day, head),
                [.. kept.Select(segment => segment.Path), .. folded is null ? [] : (string[])[folded.Path]],
                gone.Append(before.Path));
        }
    }

    /// <summary>Makes a folder below this one, durably.</summary>
    public void CreateFolder(string path) => files.CreateFolder(FullPath(path));

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
        if (file.Path.EndsWith(SegmentEnding, StringComparison.Ordinal))
        {
            files.Delete(FullPath(System.IO.Path.ChangeExtension(file.Path, FilterEnding)));
        }

        DayFiles.RemoveEmptyFolders(Path, file.Path);
        return true;
    }

    private FoldedDay NewFold(DateOnly day, IEnumerable<Segment> segments)
    {
        CreateFolder(DayFolder(day));
        var folded = new FoldedDay(day, NewName(DayFolder(day), ".json")) { Segments = [.. segments] };
        ManifestFile.WriteDay(Path, folded, files);
        return folded;
    }

    private string NewName(string below, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{below}/{Interlocked.Increment(ref nextFile) - 1:D10}{ending}");

    private static string DayFolder(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"day={day:yyyy-MM-dd}");

    private static FileStream LockForWriting(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, WriterLock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"The lake in {path} is in use by another process, or cannot be written.", inUse);
        }
    }

    // Without a manifest nobody can say which of the files count; deleting them as left over would lose the lake.
    private void RefuseStrandedSegments()
    {
        if (DayFiles.In(Path).Any(file => file.EndsWith(SegmentEnding, StringComparison.Ordinal)))
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
        foreach (var file in DayFiles.In(Path))
        {
            var number = System.IO.Path.GetFileName(file).Split('.')[0];
            if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var taken))
            {
                nextFile = Math.Max(nextFile, taken + 1);
            }

            if (!listed.Contains(file) && !DayFiles.IsBesideListed(file, listed))
            {
                retired.Add((file, manifest.Sequence));
            }
        }
    }
}
