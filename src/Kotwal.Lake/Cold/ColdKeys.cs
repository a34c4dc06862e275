using Kotwal.Lake.Encryption;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>
/// The keys of a lake's cold segments: which master key wraps how many, and wrapping them anew. Only the small objects beside segments are
/// written; each is the old one or the new one at any moment, so that this can be broken off, repeated, and run while a server works.
/// </summary>
public static class ColdKeys
{
    /// <summary>Counts the segments under each master key.</summary>
    /// <exception cref="InvalidDataException">There is no cold store, or a master key is not where the settings say.</exception>
    /// <exception cref="IOException">The store cannot be read, or is not this lake's.</exception>
    public static async Task<IReadOnlyList<MasterKeyUse>> CountAsync(LakeOptions lake, CancellationToken cancel)
    {
        using var objects = await OpenAsync(lake, cancel).ConfigureAwait(false);
        var uses = lake.Cold.Keys.Select(MasterKey.Load).Select(key => key.Id).Distinct().ToDictionary(id => id, _ => 0L, StringComparer.Ordinal);
        var known = uses.Keys.ToHashSet(StringComparer.Ordinal);
        var damaged = 0L;
        foreach (var name in await NamesAsync(objects, cancel).ConfigureAwait(false))
        {
            try
            {
                var id = await objects.MasterKeyOfAsync(name, cancel).ConfigureAwait(false);
                uses[id] = uses.GetValueOrDefault(id) + 1;
            }
            catch (FileNotFoundException)
            {
                // Its time was over meanwhile.
            }
            catch (InvalidDataException)
            {
                damaged++;
            }
        }

        return
        [
            .. uses.Select(use => new MasterKeyUse(use.Key, known.Contains(use.Key), use.Value)),
            .. damaged > 0 ? (MasterKeyUse[])[new MasterKeyUse(null, IsGiven: false, damaged)] : [],
        ];
    }

    /// <summary>Wraps all keys with the first master key. Afterwards the others may go, unless something failed.</summary>
    /// <exception cref="InvalidDataException">There is no cold store, or a master key is not where the settings say.</exception>
    /// <exception cref="IOException">The store cannot be reached, or is not this lake's; what was done stays done.</exception>
    public static async Task<KeyRotation> RotateAsync(LakeOptions lake, CancellationToken cancel)
    {
        using var objects = await OpenAsync(lake, cancel).ConfigureAwait(false);
        var (wrapped, were) = (0L, 0L);
        var failures = new List<string>();
        foreach (var name in await NamesAsync(objects, cancel).ConfigureAwait(false))
        {
            try
            {
                _ = await objects.WrapAgainAsync(name, cancel).ConfigureAwait(false) ? wrapped++ : were++;
            }
            catch (FileNotFoundException)
            {
                // Its time was over meanwhile.
            }
            catch (Exception failure) when (failure is InvalidDataException or MasterKeyMissingException)
            {
                failures.Add($"{name}: {failure.Message}");
            }
        }

        return new KeyRotation(MasterKey.Load(lake.Cold.Keys[0]).Id, wrapped, were, failures);
    }

    private static async Task<List<string>> NamesAsync(ColdObjects objects, CancellationToken cancel) =>
        [.. (await objects.ListAsync(cancel).ConfigureAwait(false)).Select(one => one.Name).Where(name => name.EndsWith(ColdObjects.KeyEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task<ColdObjects> OpenAsync(LakeOptions lake, CancellationToken cancel)
    {
        var own = ManifestFile.Load(Path.GetFullPath(lake.Folder)).Cold;
        var objects = ColdStores.Open(lake.Cold, new LakeFiles()) ?? throw new InvalidDataException("No setting says where the cold store is (Lake:Cold).");
        try
        {
            return own is not null && await objects.OwnerAsync(cancel).ConfigureAwait(false) == own
                ? objects
                : throw new IOException($"The cold store of this lake is not at {objects.Place}.");
        }
        catch
        {
            objects.Dispose();
            throw;
        }
    }
}

/// <summary>How many cold segments need a master key.</summary>
/// <param name="Id">The key's id; null for segments whose wrapped key is damaged.</param>
/// <param name="IsGiven">Whether the settings name it.</param>
/// <param name="Segments">Number of segments.</param>
public sealed record MasterKeyUse(string? Id, bool IsGiven, long Segments);

/// <summary>What wrapping anew has done.</summary>
/// <param name="Id">Id of the master key that wraps now.</param>
/// <param name="Wrapped">Keys that were wrapped anew.</param>
/// <param name="Were">Keys that it wrapped already.</param>
/// <param name="Failures">Those that could not be, a sentence each.</param>
public sealed record KeyRotation(string Id, long Wrapped, long Were, IReadOnlyList<string> Failures);
