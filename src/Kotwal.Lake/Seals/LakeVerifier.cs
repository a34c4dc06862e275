using System.Globalization;
using System.Security.Cryptography;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>
/// Checks a lake's folder against its chain of seals, also while a server writes to it: every link, every segment's bytes, and that
/// there is nothing else. Nothing is changed in it, and only one block of one file is in memory at a time.
/// </summary>
public sealed class LakeVerifier
{
    private readonly string folder;
    private readonly IReadOnlyCollection<SealPublicKey> trusted;
    private readonly IReadOnlyCollection<NotedSeal> noted;
    private readonly ColdObjects? cold;
    private readonly ColdDepth depth;
    private readonly FaultList faults = new();
    private Dictionary<string, long>? coldSizes;
    private string? coldAway;
    private long bytes;
    private long sealedSegments;
    private long openSegments;
    private long coldSegments;

    private LakeVerifier(string folder, IReadOnlyCollection<SealPublicKey> trusted, IReadOnlyCollection<NotedSeal> noted, ColdObjects? cold, ColdDepth depth)
    {
        this.cold = cold;
        this.depth = depth;
        this.folder = Path.GetFullPath(folder);
        this.trusted = trusted;
        this.noted = noted;
    }

    /// <summary>Checks everything.</summary>
    /// <param name="folder">The lake's folder.</param>
    /// <param name="store">Where the lake's cold segments are, if it has any.</param>
    /// <param name="depth">How closely they are looked at.</param>
    /// <param name="keyFiles">PEM files of the keys that the city signs with, private or public.</param>
    /// <param name="noted">Links that were noted elsewhere.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">There is no lake, or its manifest cannot be read.</exception>
    /// <exception cref="InvalidDataException">A key file holds no key.</exception>
    public static async Task<LakeVerdict> VerifyAsync(
        string folder, ColdOptions store, ColdDepth depth, IEnumerable<string> keyFiles, IReadOnlyCollection<NotedSeal> noted, CancellationToken cancel)
    {
        using var cold = ColdStores.Open(store, new LakeFiles());
        var keys = keyFiles.Select(SealPublicKey.Load).DistinctBy(key => key.Fingerprint).ToList();
        return await new LakeVerifier(folder, keys, noted, cold, depth).RunAsync(cancel).ConfigureAwait(false);
    }

    private async Task<LakeVerdict> RunAsync(CancellationToken cancel)
    {
        if (!ManifestFile.Exists(folder) && !Directory.Exists(Path.Combine(folder, SealFiles.Folder)))
        {
            throw new IOException($"There is no lake in {folder}.");
        }

        // The lease comes before the manifest, so that no file that it lists can go in between.
        using var lease = ReaderLeases.TryTakeForeign(folder);
        return TryLoad() is { } manifest
            ? await RunAsync(manifest, cancel).ConfigureAwait(false)
            : new LakeVerdict(0, null, null, 0, 0, 0, faults.Count, faults.Kept);
    }

    private LakeManifest? TryLoad()
    {
        try
        {
            return ManifestFile.Load(folder);
        }
        catch (IOException damage)
        {
            faults.Add(LakeFaultKind.Unreadable, ManifestFile.Name, damage.Message);
            return null;
        }
    }

    private async Task<LakeVerdict> RunAsync(LakeManifest manifest, CancellationToken cancel)
    {
        var chain = new ChainCheck(folder, trusted, noted, faults);
        await chain.WalkAsync(manifest.Sealed, cancel).ConfigureAwait(false);
        foreach (var segment in manifest.All().OrderBy(segment => segment.Day).ThenBy(segment => segment.Path, StringComparer.Ordinal))
        {
            await CheckAsync(segment, chain, cancel).ConfigureAwait(false);
        }

        FindUnlisted(manifest, chain);
        FindExtra(manifest);
        return new LakeVerdict(
            manifest.Sealed?.Sequence ?? 0, manifest.Sealed?.Sha256, chain.Key, sealedSegments, openSegments, bytes, faults.Count, faults.Kept)
        {
            ColdSegments = coldSegments,
        };
    }

    private async Task CheckAsync(Segment segment, ChainCheck chain, CancellationToken cancel)
    {
        var stated = chain.Live.GetValueOrDefault(segment.Path);
        _ = segment.Seal is null ? openSegments++ : sealedSegments++;
        if (stated is null && chain.Removed.Contains(segment.Path))
        {
            faults.Add(LakeFaultKind.Contradicted, segment, "The manifest lists it, but the chain says that it was deleted.", stated);
        }
        else if (stated is null && segment.Seal is not null && chain.IsWhole)
        {
            faults.Add(LakeFaultKind.Contradicted, segment, "The manifest says that it is sealed, but no link of the chain states it.", stated);
        }
        else if (stated is not null && (stated.Stated.Sha256 != segment.Sha256 || stated.Stated.Rows != segment.Rows || stated.Stated.Day != segment.Day))
        {
            faults.Add(LakeFaultKind.Contradicted, segment, "The manifest describes it otherwise than its seal.", stated);
        }

        await (segment.Cold is null ? HashAsync(segment, stated, cancel) : CheckColdAsync(segment, stated, cancel)).ConfigureAwait(false);
    }

    // A store that is away is asked once, and not for each of its objects.
    private async Task CheckColdAsync(Segment segment, SealedSegment? stated, CancellationToken cancel)
    {
        coldSegments++;
        try
        {
            if (coldAway is not null || cold is null)
            {
                throw new ColdException(ColdFault.Away, coldAway ?? "It is in a cold store, and no setting says where (Lake:Cold).");
            }

            await (depth == ColdDepth.Bytes ? ReadColdAsync(cold, segment, stated, cancel) : FindColdAsync(cold, segment, cancel)).ConfigureAwait(false);
        }
        catch (ColdException failure)
        {
            coldAway = failure.Fault == ColdFault.Away ? failure.Message : coldAway;
            faults.Add(KindOf(failure.Fault), segment, failure.Message, stated);
        }
    }

    private async Task ReadColdAsync(ColdObjects store, Segment segment, SealedSegment? stated, CancellationToken cancel)
    {
        await store.ReadAsync(segment, stated?.Stated.Sha256 ?? segment.Sha256, Stream.Null, cancel).ConfigureAwait(false);
        bytes += segment.Bytes;
    }

    private async Task FindColdAsync(ColdObjects store, Segment segment, CancellationToken cancel)
    {
        coldSizes ??= await store.SizesAsync(cancel).ConfigureAwait(false);
        var (name, expected) = (segment.Cold!.Object, segment.Cold.Bytes);
        if (!coldSizes.TryGetValue(name, out var size) || !coldSizes.ContainsKey(name + ColdObjects.KeyEnding))
        {
            throw new ColdException(ColdFault.Missing, $"{name} or its key is gone from {store.Place}.");
        }

        if (size != expected)
        {
            throw new ColdException(ColdFault.Altered, $"{name} in {store.Place} has {size} bytes instead of {expected}.");
        }
    }

    private static LakeFaultKind KindOf(ColdFault fault) => fault switch
    {
        ColdFault.Missing => LakeFaultKind.Missing,
        ColdFault.Altered => LakeFaultKind.Altered,
        _ => LakeFaultKind.Unreadable,
    };

    private async Task HashAsync(Segment segment, SealedSegment? stated, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(Path.Combine(folder, segment.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 20, useAsync: true);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel).ConfigureAwait(false));
            bytes += file.Length;
            if (hash != (stated?.Stated.Sha256 ?? segment.Sha256))
            {
                faults.Add(LakeFaultKind.Altered, segment, "The file's bytes are others than were stored.", stated);
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(LakeFaultKind.Missing, segment, "The file is gone.", stated);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            faults.Add(LakeFaultKind.Unreadable, segment, refused.Message, stated);
        }
    }

    private void FindUnlisted(LakeManifest manifest, ChainCheck chain)
    {
        var listed = manifest.All().Select(segment => segment.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var stated in chain.Live.Values.Where(one => !listed.Contains(one.Stated.Path)))
        {
            faults.Add(LakeFaultKind.Missing, stated.Stated, "The chain states it, but the manifest does not list it.", stated);
        }
    }

    // A server that writes at this moment has files that are not listed yet; their numbers are beyond those that the manifest has given.
    private void FindExtra(LakeManifest manifest)
    {
        var isWritten = IsWritten();
        var known = manifest.All().Where(segment => segment.Cold is null).Select(segment => segment.Path)
            .Concat(manifest.Folded.Values.Select(day => day.Path)).Concat(manifest.Retired ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Below("day=*").Where(path => path.EndsWith(LakeFolder.SegmentEnding, StringComparison.Ordinal) || path.EndsWith(".json", StringComparison.Ordinal)))
        {
            if (!known.Contains(path) && !(isWritten && NumberOf(path) >= manifest.NextFile))
            {
                faults.Add(LakeFaultKind.Extra, path, "The file is no part of the lake. A crash can leave one, which the server removes when it stores again; else somebody put it there.");
            }
        }

        foreach (var path in Below(SealFiles.Folder).Where(path => !path.StartsWith(SealFiles.KeyFolder, StringComparison.Ordinal) && !path.EndsWith(LakeFiles.TemporaryEnding, StringComparison.Ordinal)))
        {
            var head = manifest.Sealed?.Sequence ?? 0;
            var number = NumberOf(path);
            var isOfChain = number >= 1 && number <= head && (path == SealFiles.Statement(number) || path == SealFiles.Signature(number));
            if (!isOfChain && !(isWritten && number > head))
            {
                faults.Add(LakeFaultKind.Extra, path, $"The chain ends with {head}; this is no part of it. A crash can leave one link more, which the next seal replaces; else it was cut off, or somebody put it there.");
            }
        }
    }

    private IEnumerable<string> Below(string pattern) => Directory.EnumerateDirectories(folder, pattern)
        .SelectMany(below => Directory.EnumerateFiles(below, "*", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    private bool IsWritten()
    {
        var path = Path.Combine(folder, LakeFolder.WriterLock);
        try
        {
            // Whoever writes holds it alone; a reader's share is taken for this moment only.
            using var writer = File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
            return false;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static long NumberOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <summary>How closely cold segments are looked at.</summary>
public enum ColdDepth
{
    /// <summary>Whether an object of the right size is there, and its key: costs one listing.</summary>
    Sizes,

    /// <summary>Every byte is fetched, decrypted and compared with what was sealed.</summary>
    Bytes,
}
