using System.Text;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>
/// Writes the chain of seals of a lake. A link is durable before the manifest names it, so that a crash in between leaves at most one
/// link that nobody names; the next one takes its place. For one caller at a time.
/// </summary>
internal sealed class SealChain : IDisposable
{
    private readonly LakeFolder folder;
    private readonly SealKey key;
    private readonly TimeProvider clock;

    private SealChain(LakeFolder folder, SealKey key, TimeProvider clock)
    {
        this.folder = folder;
        this.key = key;
        this.clock = clock;
        folder.CreateFolder(SealFiles.Folder);
        folder.CreateFolder(SealFiles.KeyFolder);
        if (!File.Exists(folder.FullPath(SealFiles.PublicKey(key.PublicKey.Fingerprint))))
        {
            folder.Write(SealFiles.PublicKey(key.PublicKey.Fingerprint), Encoding.ASCII.GetBytes(key.PublicKey.Pem));
        }
    }

    /// <summary>Opens the chain with the key that the options name.</summary>
    /// <returns>Null when they name none: nothing is sealed.</returns>
    /// <exception cref="InvalidDataException">The key is none, or it is gone although the lake was sealed with it.</exception>
    public static SealChain? Open(LakeOptions options, LakeFolder folder, LakeFiles files, TimeProvider clock)
    {
        if (options.SealKeyFile.Length == 0)
        {
            return null;
        }

        if (folder.Manifest.Sealed is not null && !File.Exists(options.SealKeyFile))
        {
            throw new InvalidDataException(
                $"The lake was sealed with a key that is no longer at {options.SealKeyFile}. Bring it back from a backup. If it is lost, put a new one there "
                + "(openssl ecparam -name prime256v1 -genkey -noout); what was sealed before is then checked with the public key in the lake's seals/keys.");
        }

        return new SealChain(folder, SealKey.LoadOrMake(options.SealKeyFile, files), clock);
    }

    /// <summary>Seals segments of a day that is done.</summary>
    public SealHead Seal(LakeManifest manifest, DateOnly day, IReadOnlyList<Segment> added) =>
        Write(manifest, SealKind.Sealed, day, added, [], reason: null);

    /// <summary>States that sealed segments are deleted, and seals those that keep some of their rows.</summary>
    public SealHead Expire(LakeManifest manifest, DateOnly day, IReadOnlyList<Segment> kept, IEnumerable<Segment> removed, string reason) =>
        Write(manifest, SealKind.Expired, day, kept, [.. removed.Select(RemovedSegment.Of)], reason);

    public void Dispose() => key.Dispose();

    private SealHead Write(
        LakeManifest manifest, SealKind kind, DateOnly day, IReadOnlyList<Segment> added, IReadOnlyList<RemovedSegment> removed, string? reason)
    {
        var sequence = (manifest.Sealed?.Sequence ?? 0) + 1;
        var seal = new Seal(
            Seals.Seal.CurrentVersion, sequence, manifest.Sealed?.Sha256 ?? Seals.Seal.Origin, kind, day, clock.GetUtcNow(),
            key.PublicKey.Fingerprint, added, removed, reason);
        var statement = seal.ToJson();
        folder.Write(SealFiles.Signature(sequence), key.Sign(statement));
        return new SealHead(sequence, folder.Write(SealFiles.Statement(sequence), statement));
    }
}
