using System.Security.Cryptography;
using Kotwal.Lake.Encryption;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>
/// Segments as encrypted objects of a cold store. Each has a key of its own, which lies wrapped beside it in a small object, so that another
/// master key can wrap it without the segment being written again. Safe for many threads.
/// </summary>
internal sealed class ColdObjects(IColdStore store, MasterKeyRing ring) : IDisposable
{
    /// <summary>Ending of a segment's object.</summary>
    public const string Ending = ".kwen";

    /// <summary>Ending of the object with its wrapped key.</summary>
    public const string KeyEnding = ".key";

    /// <summary>What it is, for people.</summary>
    public string Place => store.Place;

    /// <summary>The object of a segment.</summary>
    public static string NameOf(Segment segment) => segment.Path + Ending;

    /// <summary>Puts a segment's file into the store, encrypted under a new key, and proves that it can be read from there.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="file">Its file.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ColdPlace> StoreAsync(Segment segment, string file, CancellationToken cancel)
    {
        var name = NameOf(segment);
        var key = RandomNumberGenerator.GetBytes(KeyEnvelope.KeyBytes);
        await store.PutAsync(name + KeyEnding, new MemoryStream(KeyEnvelope.Wrap(key, name, ring.First)), cancel).ConfigureAwait(false);
        await using (var plain = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true))
        await using (var encrypted = new EncryptingStream(plain, name, key, []))
        {
            await store.PutAsync(name, encrypted, cancel).ConfigureAwait(false);
        }

        CryptographicOperations.ZeroMemory(key);
        var place = new ColdPlace(name, EncryptingStream.LengthOf(name, segment.Bytes));
        await ReadAsync(segment with { Cold = place }, segment.Sha256, Stream.Null, cancel).ConfigureAwait(false);
        return place;
    }

    /// <summary>Reads a cold segment whole and compares it with what was stored.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="sha256">SHA-256 that its file must have.</param>
    /// <param name="output">Gets the file's bytes; they count for nothing unless this returns.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ColdException">It cannot be read, or has other bytes.</exception>
    public async Task ReadAsync(Segment segment, string sha256, Stream output, CancellationToken cancel)
    {
        var name = segment.Cold!.Object;
        try
        {
            var envelope = await ReadSmallAsync(name + KeyEnding, cancel).ConfigureAwait(false);
            await using var input = await store.OpenAsync(name, cancel).ConfigureAwait(false);
            var hash = await Decryption.RunAsync(input, name, envelope, ring, output, cancel).ConfigureAwait(false);
            if (hash != sha256)
            {
                throw new ColdException(ColdFault.Altered, $"{name} in {Place} holds other bytes than were stored.");
            }
        }
        catch (FileNotFoundException gone)
        {
            throw await MissingAsync(name, gone, cancel).ConfigureAwait(false);
        }
        catch (InvalidDataException damage)
        {
            throw new ColdException(ColdFault.Altered, $"{name} in {Place}: {damage.Message}", damage);
        }
        catch (MasterKeyMissingException missing)
        {
            throw new ColdException(ColdFault.NoKey, $"{name} in {Place}: {missing.Message}", missing);
        }
        catch (IOException away) when (away is not ColdException)
        {
            throw new ColdException(ColdFault.Away, $"The cold store {Place} cannot be read: {away.Message}", away);
        }
    }

    /// <summary>All objects of segments and of their keys.</summary>
    public async Task<List<ColdObject>> ListAsync(CancellationToken cancel)
    {
        var found = new List<ColdObject>();
        await foreach (var one in store.ListAsync(cancel).ConfigureAwait(false))
        {
            if (one.Name.EndsWith(Ending, StringComparison.Ordinal) || one.Name.EndsWith(Ending + KeyEnding, StringComparison.Ordinal))
            {
                found.Add(one);
            }
        }

        return found;
    }

    /// <summary>The sizes of all objects, by name.</summary>
    /// <exception cref="ColdException">The store cannot be reached, or is not there.</exception>
    public async Task<Dictionary<string, long>> SizesAsync(CancellationToken cancel)
    {
        try
        {
            return await OwnerAsync(cancel).ConfigureAwait(false) is null
                ? throw new ColdException(ColdFault.Away, $"The cold store is not at {Place}: {ColdMarker.Name} is not there.")
                : (await ListAsync(cancel).ConfigureAwait(false)).ToDictionary(one => one.Name, one => one.Bytes, StringComparer.Ordinal);
        }
        catch (IOException away) when (away is not ColdException)
        {
            throw new ColdException(ColdFault.Away, $"The cold store {Place} cannot be read: {away.Message}", away);
        }
    }

    /// <summary>Removes an object.</summary>
    public Task DeleteAsync(string name, CancellationToken cancel) => store.DeleteAsync(name, cancel);

    /// <summary>Removes what a crash left of objects that never became whole.</summary>
    public Task RemoveUnfinishedAsync(CancellationToken cancel) => store.RemoveUnfinishedAsync(cancel);

    /// <summary>The id of the master key that wraps the key of an object.</summary>
    /// <exception cref="InvalidDataException">The wrapped key is damaged.</exception>
    public async Task<string> MasterKeyOfAsync(string keyObject, CancellationToken cancel) =>
        Convert.ToHexStringLower(KeyEnvelope.IdOf(await ReadSmallAsync(keyObject, cancel).ConfigureAwait(false)));

    /// <summary>Wraps the key of an object with the first master key.</summary>
    /// <returns>False when it was already.</returns>
    public async Task<bool> WrapAgainAsync(string keyObject, CancellationToken cancel)
    {
        var envelope = await ReadSmallAsync(keyObject, cancel).ConfigureAwait(false);
        if (Convert.ToHexStringLower(KeyEnvelope.IdOf(envelope)) == ring.First.Id)
        {
            return false;
        }

        var name = keyObject[..^KeyEnding.Length];
        var key = KeyEnvelope.Unwrap(envelope, name, ring);
        var again = KeyEnvelope.Wrap(key, name, ring.First);
        CryptographicOperations.ZeroMemory(key);
        await store.PutAsync(keyObject, new MemoryStream(again), cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>Which lake the store belongs to; null when none has taken it.</summary>
    public async Task<Guid?> OwnerAsync(CancellationToken cancel)
    {
        try
        {
            var marker = await ReadSmallAsync(ColdMarker.Name, cancel).ConfigureAwait(false);
            return ColdMarker.Read(marker) ?? throw new IOException($"{ColdMarker.Name} in {Place} is damaged, or of a version that this program does not know.");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes the store for a lake.</summary>
    public Task TakeAsync(Guid lake, CancellationToken cancel) => store.PutAsync(ColdMarker.Name, new MemoryStream(ColdMarker.Write(lake)), cancel);

    public void Dispose() => store.Dispose();

    // A share that is not mounted is an empty folder: only where the marker is does a missing object mean that it was taken away.
    private async Task<ColdException> MissingAsync(string name, Exception gone, CancellationToken cancel)
    {
        try
        {
            return await OwnerAsync(cancel).ConfigureAwait(false) is null
                ? new ColdException(ColdFault.Away, $"The cold store is not at {Place}: {ColdMarker.Name} is not there.", gone)
                : new ColdException(ColdFault.Missing, $"{name} or its key is gone from {Place}.", gone);
        }
        catch (IOException away)
        {
            return new ColdException(ColdFault.Away, $"The cold store {Place} cannot be read: {away.Message}", away);
        }
    }

    // Markers and wrapped keys: whatever is longer is none.
    private async Task<byte[]> ReadSmallAsync(string name, CancellationToken cancel)
    {
        var bytes = new byte[ColdMarker.MaxBytes];
        await using var input = await store.OpenAsync(name, cancel).ConfigureAwait(false);
        return bytes[..await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false)];
    }
}
