using System.Globalization;
using System.Security.Cryptography;

namespace Kotwal.Lake.Manifest;

/// <summary>
/// A lake's folder, opened for writing: the files of segments, the manifest that lists the ones that count, and the files that
/// wait until nobody reads them any more. One process at a time; within it, safe for many threads.
/// </summary>
internal sealed partial class LakeFolder : IDisposable
{
    public const string SegmentEnding = ".parquet";

    /// <summary>Ending of the word filter beside a segment: derived data, which comes and goes with it.</summary>
    public const string FilterEnding = ".words";

    /// <summary>Ending of the file beside a cold segment that says who is heard in it: derived data as well.</summary>
    public const string HeardEnding = ".heard";

    /// <summary>The file that the process holds that writes.</summary>
    public const string WriterLock = "writer.lock";

    private readonly LakeFiles files;
    private readonly FileStream writerLock;
    private readonly ReaderLeases leases;
    private readonly Lock changing = new();
    private readonly List<(string Path, long Sequence)> retired = [];
    private readonly List<string> abandoned = [];
    private readonly List<string> leftOver = [];
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
        RemoveScratch();
        var unlisted = UnlistedFiles.In(path, manifest);
        nextFile = Math.Max(manifest.NextFile, unlisted.NextFile);
        retired.AddRange(unlisted.Retired.Select(file => (file, manifest.Sequence)));
        leftOver.AddRange(unlisted.LeftOver);
        Sweep();
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Name of the folder below this one where files of cold segments lie for the time that hunts read them.</summary>
    public const string CacheFolder = "cache";

    /// <summary>Where the engine of the process that writes may put what does not fit into memory.</summary>
    public string ScratchPath => FullPath("tmp");

    /// <summary>What the lake consists of now.</summary>
    public LakeManifest Manifest => manifest;

    /// <summary>Opens a lake, or makes one where none is. What a crash left behind stays until <see cref="RemoveLeftOver"/>.</summary>
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

    /// <summary>Writes a file beside a segment, whose folder may be gone if it is cold.</summary>
    public void WriteBeside(string path, byte[] content)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        CreateFolder(folder.Split('/')[0]);
        CreateFolder(folder);
        Write(path, content);
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

    /// <summary>True when no reader, of this process or another, can need what the manifest of that sequence no longer lists.</summary>
    public bool AllowsDeletion(long sequence)
    {
        lock (changing)
        {
            return leases.AllowDeletion(sequence) && !leases.HasForeign();
        }
    }

    /// <summary>Makes a folder below this one, durably.</summary>
    public void CreateFolder(string path) => files.CreateFolder(FullPath(path));

    /// <summary>Deletes a file that no manifest lists.</summary>
    public void Discard(string path) => files.Delete(FullPath(path));

    /// <summary>
    /// Removes the files that were there unlisted when the lake was opened. A crash leaves such, but so does somebody who puts an older
    /// manifest back: the caller knows that the manifest is the newest one.
    /// </summary>
    public void RemoveLeftOver()
    {
        lock (changing)
        {
            if (leftOver.Count == 0)
            {
                return;
            }

            retired.AddRange(leftOver.Select(path => (path, manifest.Sequence)));
            leftOver.Clear();
        }

        Sweep();
    }

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

        // Of a day that is wholly cold not even the folder may be left.
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(FullPath(file.Path))))
        {
            return true;
        }

        files.Delete(FullPath(file.Path));
        if (file.Path.EndsWith(SegmentEnding, StringComparison.Ordinal) && !IsCold(file.Path))
        {
            files.Delete(FullPath(System.IO.Path.ChangeExtension(file.Path, FilterEnding)));
            files.Delete(FullPath(System.IO.Path.ChangeExtension(file.Path, HeardEnding)));
        }

        DayFiles.RemoveEmptyFolders(Path, file.Path);
        return true;
    }

    // The word filter of a cold segment stays, so that hunts need not fetch what cannot match.
    private bool IsCold(string path) => manifest.All().Any(segment => segment.Cold is not null && segment.Path == path);

    private string NewName(string below, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"{below}/{Interlocked.Increment(ref nextFile) - 1:D10}{ending}");

    private static string DayFolder(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"day={day:yyyy-MM-dd}");

    /// <summary>Takes the lock that the process holds that writes.</summary>
    /// <exception cref="IOException">Another one has it, or the folder cannot be written.</exception>
    public static FileStream LockForWriting(string path)
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
        foreach (var folder in (string[])[ScratchPath, FullPath(CacheFolder)])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
