using System.Security.Cryptography;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>Walks the chain from its first link to the one that the manifest names, and knows then which segments must be there.</summary>
internal sealed class ChainCheck(string folder, IReadOnlyCollection<SealPublicKey> trusted, IReadOnlyCollection<NotedSeal> noted, FaultList faults)
{
    private readonly Dictionary<string, SealPublicKey> keys = trusted.ToDictionary(key => key.Fingerprint, StringComparer.Ordinal);
    private readonly Dictionary<long, string> notes = noted.GroupBy(note => note.Sequence).ToDictionary(same => same.Key, same => same.Last().Sha256);
    private readonly Dictionary<string, SealedSegment> live = new(StringComparer.Ordinal);
    private readonly HashSet<string> removed = new(StringComparer.Ordinal);

    // Null after a fault: what follows is then no second one.
    private string? previous = Seal.Origin;
    private DateTimeOffset? lastSoundAt;

    /// <summary>Segments that the chain states and has not taken back, by their paths.</summary>
    public IReadOnlyDictionary<string, SealedSegment> Live => live;

    /// <summary>Segments that it has taken back.</summary>
    public IReadOnlySet<string> Removed => removed;

    /// <summary>False when a link could not be read, so that nobody can say what it stated.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Key of the last link.</summary>
    public string? Key { get; private set; }

    public async Task WalkAsync(SealHead? head, CancellationToken cancel)
    {
        for (var sequence = 1L; sequence <= (head?.Sequence ?? 0); sequence++)
        {
            await CheckAsync(sequence, cancel).ConfigureAwait(false);
        }

        if (head is not null && previous is not null && previous != head.Sha256)
        {
            faults.Add(LakeFaultKind.Contradicted, SealFiles.Statement(head.Sequence), "The manifest names another link with this number: the end of the chain was written anew.", head.Sequence, soundAt: lastSoundAt);
        }

        if (notes.Count > 0 && notes.Keys.Max() > (head?.Sequence ?? 0))
        {
            faults.Add(
                LakeFaultKind.CutShort, SealFiles.Statement(notes.Keys.Max()),
                $"The chain ends with {head?.Sequence ?? 0}, but {notes.Keys.Max()} was noted in the audit trail: the newest links were cut off.", notes.Keys.Max(), soundAt: lastSoundAt);
        }
    }

    private async Task CheckAsync(long sequence, CancellationToken cancel)
    {
        var path = SealFiles.Statement(sequence);
        var statement = await ReadAsync(path, sequence, cancel).ConfigureAwait(false);
        if (statement is null)
        {
            IsWhole = false;
            previous = null;
            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(statement));
        var seal = Seal.Read(statement);
        if (seal is null || !await IsSignedAsync(sequence, seal, statement, cancel).ConfigureAwait(false) || !IsInPlace(seal, sequence, hash))
        {
            IsWhole &= seal is not null;
            previous = null;
            if (seal is null)
            {
                faults.Add(LakeFaultKind.Altered, path, "It is no seal.", sequence, soundAt: lastSoundAt);
                return;
            }
        }
        else
        {
            previous = hash;
            lastSoundAt = seal.At;
        }

        Key = seal.Key;
        Apply(seal, path);
    }

    private async Task<byte[]?> ReadAsync(string path, long sequence, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(Path.Combine(folder, path), cancel).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(LakeFaultKind.Missing, path, "This file of the chain is gone.", sequence, soundAt: lastSoundAt);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            faults.Add(LakeFaultKind.Unreadable, path, refused.Message, sequence, soundAt: lastSoundAt);
        }

        return null;
    }

    private async Task<bool> IsSignedAsync(long sequence, Seal seal, byte[] statement, CancellationToken cancel)
    {
        var path = SealFiles.Signature(sequence);
        if (await ReadAsync(path, sequence, cancel).ConfigureAwait(false) is not { } signature)
        {
            return false;
        }

        if (!keys.TryGetValue(seal.Key, out var key))
        {
            faults.Add(
                LakeFaultKind.UnknownKey, path, $"It is signed with the key {seal.Key}, which nobody vouched for; give its public key if it is one of the city's.",
                sequence, seal.Day, lastSoundAt);
            return false;
        }

        if (!key.Verifies(statement, signature))
        {
            faults.Add(LakeFaultKind.WrongSignature, SealFiles.Statement(sequence), "Its signature is not of these bytes: the seal or its signature was altered.", sequence, seal.Day, lastSoundAt);
            return false;
        }

        return true;
    }

    private bool IsInPlace(Seal seal, long sequence, string hash)
    {
        var path = SealFiles.Statement(sequence);
        if (seal.Version != Seal.CurrentVersion)
        {
            faults.Add(LakeFaultKind.Unreadable, path, $"It is of version {seal.Version}, which this program does not know.", sequence, seal.Day, lastSoundAt);
            return false;
        }

        if (seal.Sequence != sequence)
        {
            faults.Add(LakeFaultKind.Reordered, path, $"It says that it is number {seal.Sequence}.", sequence, seal.Day, lastSoundAt);
            return false;
        }

        if (previous is not null && seal.Previous != previous)
        {
            faults.Add(LakeFaultKind.Reordered, path, "It does not follow the link before it: one was taken out, put in or exchanged.", sequence, seal.Day, lastSoundAt);
            return false;
        }

        if (notes.TryGetValue(sequence, out var note) && note != hash)
        {
            faults.Add(LakeFaultKind.Contradicted, path, "The audit trail noted another link with this number: the chain was written anew.", sequence, seal.Day, lastSoundAt);
            return false;
        }

        return true;
    }

    private void Apply(Seal seal, string path)
    {
        foreach (var gone in seal.Removed)
        {
            if (!live.Remove(gone.Path, out var stated) || stated.Stated.Sha256 != gone.Sha256)
            {
                if (IsWhole)
                {
                    faults.Add(LakeFaultKind.Contradicted, path, $"It takes {gone.Path} away, which no link before states so.", seal.Sequence, seal.Day, lastSoundAt);
                }
            }

            removed.Add(gone.Path);
        }

        foreach (var added in seal.Added)
        {
            if (!live.TryAdd(added.Path, new SealedSegment(added, seal.Sequence, seal.At)))
            {
                faults.Add(LakeFaultKind.Contradicted, path, $"It states {added.Path}, which a link before states already.", seal.Sequence, seal.Day, lastSoundAt);
            }
        }
    }
}
