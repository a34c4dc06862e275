namespace Kotwal.Lake.Encryption;

/// <summary>The master keys of an installation: the first wraps what is new, all of them open what is there. Immutable.</summary>
internal sealed class MasterKeyRing
{
    private readonly IReadOnlyList<MasterKey> keys;

    /// <param name="keys">At least one.</param>
    public MasterKeyRing(IReadOnlyList<MasterKey> keys) => this.keys = keys;

    /// <summary>The key that wraps.</summary>
    public MasterKey First => keys[0];

    /// <summary>Loads the keys that settings name.</summary>
    /// <exception cref="InvalidDataException">One of them is not there, or is none.</exception>
    public static MasterKeyRing Load(IEnumerable<string> places) => new([.. places.Select(MasterKey.Load)]);

    /// <exception cref="MasterKeyMissingException">It is not one of these.</exception>
    public MasterKey Find(ReadOnlySpan<byte> id)
    {
        foreach (var key in keys)
        {
            if (key.IdBytesOfKey.SequenceEqual(id))
            {
                return key;
            }
        }

        throw new MasterKeyMissingException(
            $"It is encrypted under the master key {Convert.ToHexStringLower(id)}, which is not among those given ({string.Join(", ", keys.Select(key => key.Id))}).");
    }
}
