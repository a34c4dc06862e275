using System.Globalization;
using Kotwal.Copies;
using Kotwal.Inputs;

namespace Kotwal.Backups;

/// <summary>
/// Where backups stand: <c>segments/</c> is the pool of files of events, each once and under its hash, <c>sets/STAMP/</c> all else of one
/// backup. A set has its name when it is whole; one that ends in <c>.partial</c> is of a backup that was broken off, and of no worth.
/// </summary>
internal sealed class BackupFolder(string root)
{
    private const string Partial = ".partial";

    public string Sets => Path.Combine(root, "sets");

    /// <summary>Sets that are whole, the newest first.</summary>
    public IReadOnlyList<string> WholeSets() => Directory.Exists(Sets)
        ? [.. Directory.GetDirectories(Sets).Where(set => !set.EndsWith(Partial, StringComparison.Ordinal) && File.Exists(Path.Combine(set, BackupManifest.Name))).OrderDescending(StringComparer.Ordinal)]
        : [];

    public string PoolPath(string sha256) => Path.Combine(root, "segments", sha256[..2], sha256 + ".parquet");

    /// <summary>Takes the folder for one backup, or one clean-up, at a time.</summary>
    public FileStream Take()
    {
        DurableCopy.CreatePrivateFolder(root);
        try
        {
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new BadInputException($"{root}: another backup works there, or it cannot be written. {inUse.Message}");
        }
    }

    /// <summary>Begins a set; what an earlier one left that was broken off is removed.</summary>
    public string Begin(DateTimeOffset at)
    {
        DurableCopy.CreatePrivateFolder(Sets);
        foreach (var left in Directory.GetDirectories(Sets, "*" + Partial))
        {
            Directory.Delete(left, recursive: true);
        }

        var set = Path.Combine(Sets, at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture) + Partial);
        DurableCopy.CreatePrivateFolder(set);
        return set;
    }

    /// <summary>Gives a set its name.</summary>
    public string Complete(string set)
    {
        var whole = set[..^Partial.Length];
        Directory.Move(set, whole);
        DurableCopy.FlushFolder(Sets);
        return whole;
    }

    /// <summary>Removes all but the newest sets, and the files of events that no set names any more.</summary>
    /// <returns>Number of files of events that went.</returns>
    public int Prune(int keep)
    {
        var sets = WholeSets();
        foreach (var old in sets.Skip(keep))
        {
            Directory.Delete(old, recursive: true);
        }

        var named = sets.Take(keep).SelectMany(set => BackupManifest.Read(Path.Combine(set, BackupManifest.Name)).Segments)
            .Select(segment => PoolPath(segment.Sha256)).ToHashSet(StringComparer.Ordinal);
        var pool = Path.Combine(root, "segments");
        var unnamed = Directory.Exists(pool)
            ? Directory.EnumerateFiles(pool, "*", SearchOption.AllDirectories).Where(file => !named.Contains(file)).ToList()
            : [];
        unnamed.ForEach(File.Delete);
        return unnamed.Count;
    }
}
