using System.Security.Cryptography;
using Kotwal.City.Data;
using Kotwal.Copies;
using Kotwal.Lake.Copies;
using Kotwal.Serving;

namespace Kotwal.Backups;

/// <summary>
/// Copies a data folder while a server works on it, so that the copy is one that a crash at some moment could have left. The order is what
/// makes it so: first what says "done up to here", then the lake, then the state, and the spool last; so nothing is taken for done that the
/// copy has not, and what the lake's copy lacks is still in the spool's.
/// </summary>
internal sealed class DataBackup(DataFolder data, string lake, string spool, bool hasState, BackupFolder target, TimeProvider clock)
{
    // Side files of SQLite, copies before migrations and unfinished files are no part of a backup.
    private static readonly string[] StateFiles = ["city.db", "audit.db", "facts.db"];

    private readonly List<BackupFile> files = [];
    private string set = "";

    /// <summary>Makes a backup.</summary>
    /// <exception cref="IOException">The disk is full or broken, or a file of the lake is not what was stored; earlier backups are as they were.</exception>
    public async Task<BackupReport> RunAsync(CancellationToken cancel)
    {
        using var taken = target.Take();
        var begunAt = clock.GetUtcNow();
        set = target.Begin(begunAt);
        using var tail = new SpoolTail(spool);
        await CopyIfThereAsync(Path.Combine(spool, "released"), "spool/released", cancel);
        await CopyIfThereAsync(Path.Combine(spool, "id"), "spool/id", cancel);
        await CopyIfThereAsync(data.Detection, "detection.state", cancel);
        await CopyIfThereAsync(data.Sources, "sources.json", cancel);
        await CopyIfThereAsync(data.Health, "health.json", cancel);
        await CopyIfThereAsync(data.Maintenance, "maintenance.json", cancel);
        tail.Hold();
        using var snapshot = LakeSnapshot.Take(lake);
        tail.Hold();
        await CopyLakeAsync(snapshot, cancel);
        await CopyStateAsync(tail, cancel);
        await CopyIfThereAsync(data.AuditPosition, "audit.sent", cancel);
        await CopyIfThereAsync(Path.Combine(data.Root, "files.checkpoint"), "files.checkpoint", cancel);
        tail.Hold();
        await tail.CopyAsync((name, stream) => CopyAsync(stream, "spool/" + name, cancel));
        foreach (var folder in (string[])["rules", "dashboards", "city", "keys"])
        {
            await CopyFolderAsync(folder, cancel);
        }

        var segments = snapshot.Segments;
        var fresh = await FillPoolAsync(segments, cancel);
        var manifest = new BackupManifest(
            BackupManifest.CurrentVersion, begunAt, files, [.. segments.Select(segment => new BackupFile(segment.Path, segment.Bytes, segment.Sha256))], hasState);
        await using (var json = new MemoryStream(manifest.ToJson()))
        {
            await DurableCopy.CopyAsync(json, Path.Combine(set, BackupManifest.Name), cancel);
        }

        return new BackupReport(target.Complete(set), segments.Count, fresh, files.Count, segments.Sum(segment => segment.Bytes) + files.Sum(file => file.Bytes), snapshot.Seals)
        {
            Cold = snapshot.Cold.Count,
        };
    }

    private async Task CopyLakeAsync(LakeSnapshot snapshot, CancellationToken cancel)
    {
        await using (var manifest = new MemoryStream(snapshot.Manifest))
        {
            await CopyAsync(manifest, "lake/" + LakeSnapshot.ManifestName, cancel);
        }

        foreach (var path in snapshot.Others())
        {
            await CopyIfThereAsync(Path.Combine(lake, path), "lake/" + path, cancel);
        }
    }

    private async Task CopyStateAsync(SpoolTail tail, CancellationToken cancel)
    {
        // The note of the last entry of the audit trail may lag behind the trail, and never run ahead of it.
        await CopyIfThereAsync(Path.Combine(data.Root, "audit.head"), "audit.head", cancel);
        foreach (var name in StateFiles.Where(name => hasState && File.Exists(Path.Combine(data.Root, name))))
        {
            var copy = Path.Combine(set, "data", name);
            await SqliteCopy.MakeAsync(Path.Combine(data.Root, name), copy, cancel);
            await using (var file = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite))
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
                file.Flush(flushToDisk: true);
                files.Add(new BackupFile(name, file.Length, hash));
            }

            tail.Hold();
        }
    }

    private async Task CopyFolderAsync(string name, CancellationToken cancel)
    {
        var folder = Path.Combine(data.Root, name);
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList() : [])
        {
            await CopyIfThereAsync(path, Path.GetRelativePath(data.Root, path).Replace('\\', '/'), cancel);
        }
    }

    /// <summary>Brings files of events into the pool that are not there yet; each is proved while it is copied.</summary>
    private async Task<int> FillPoolAsync(IReadOnlyList<SnapshotSegment> segments, CancellationToken cancel)
    {
        var fresh = 0;
        foreach (var segment in segments)
        {
            var pooled = target.PoolPath(segment.Sha256);
            // One that was cut off would spoil every later backup, too.
            if (new FileInfo(pooled) is { Exists: true } known && known.Length == segment.Bytes)
            {
                continue;
            }

            var temporary = pooled + ".partial";
            var (_, hash) = await DurableCopy.CopyAsync(Path.Combine(lake, segment.Path), temporary, cancel);
            if (hash != segment.Sha256)
            {
                File.Delete(temporary);
                throw new IOException($"{segment.Path} of the lake is not what was stored: run 'kotwal verify'. Earlier backups are as they were.");
            }

            File.Move(temporary, pooled, overwrite: true);
            DurableCopy.FlushFolder(Path.GetDirectoryName(pooled)!);
            fresh++;
        }

        return fresh;
    }

    private async Task CopyIfThereAsync(string source, string path, CancellationToken cancel)
    {
        try
        {
            await using var file = DurableCopy.Open(source);
            await CopyAsync(file, path, cancel);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Not every folder has all of them.
        }
    }

    private async Task CopyAsync(Stream source, string path, CancellationToken cancel)
    {
        var (bytes, hash) = await DurableCopy.CopyAsync(source, Path.Combine(set, "data", path), cancel);
        files.Add(new BackupFile(path, bytes, hash));
    }
}

/// <summary>What a backup has done.</summary>
/// <param name="Set">Its folder.</param>
/// <param name="Segments">Files of events in it.</param>
/// <param name="Fresh">Those of them that no backup had before.</param>
/// <param name="Files">Other files.</param>
/// <param name="Bytes">Size of all.</param>
/// <param name="Seals">Number of the newest seal.</param>
internal sealed record BackupReport(string Set, int Segments, int Fresh, int Files, long Bytes, long Seals)
{
    /// <summary>Files of events that stay in the cold store and are not in it.</summary>
    public int Cold { get; init; }
}
