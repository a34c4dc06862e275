using System.Security.Cryptography;

namespace Kotwal.Lake.Encryption;

/// <summary>A key that wraps the keys of objects: AES-256. Nobody can read what its objects hold when it is lost. Immutable.</summary>
public sealed class MasterKey
{
    /// <summary>Length of an id.</summary>
    public const int IdBytes = 8;

    private const int KeyBytes = 32;
    private const string FilePrefix = "file:";
    private const string VariablePrefix = "env:";

    private readonly byte[] key;

    private MasterKey(byte[] key)
    {
        this.key = key;
        IdOfKey = SHA256.HashData([.. "kotwal master key"u8, .. key])[..IdBytes];
    }

    /// <summary>What names it, in lower-case hexadecimal digits. It is computed from the key and tells nothing of it.</summary>
    public string Id => Convert.ToHexStringLower(IdOfKey);

    internal ReadOnlySpan<byte> IdBytesOfKey => IdOfKey;

    internal ReadOnlySpan<byte> Key => key;

    private byte[] IdOfKey { get; }

    /// <summary>Reads a key from where a setting says: <c>file:PATH</c> or <c>env:NAME</c>.</summary>
    /// <exception cref="InvalidDataException">There is no key, or what is there is none.</exception>
    public static MasterKey Load(string place)
    {
        var text = place switch
        {
            _ when place.StartsWith(FilePrefix, StringComparison.Ordinal) => ReadFile(place[FilePrefix.Length..]),
            _ when place.StartsWith(VariablePrefix, StringComparison.Ordinal) => Environment.GetEnvironmentVariable(place[VariablePrefix.Length..])
                ?? throw new InvalidDataException($"There is no master key in the environment variable {place[VariablePrefix.Length..]}."),
            _ => throw new InvalidDataException($"'{place}' says no place of a master key: file:PATH or env:NAME."),
        };
        return Parse(text, place);
    }

    /// <summary>Reads a key from a file.</summary>
    /// <exception cref="InvalidDataException">There is no key, or what is there is none.</exception>
    public static MasterKey LoadFile(string path) => Parse(ReadFile(path), path);

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The master key cannot be read: {refused.Message}", refused);
        }
    }

    // The text itself stands in no message: it may be a key with one digit too many.
    private static MasterKey Parse(string text, string place)
    {
        var digits = text.Trim();
        return digits.Length == KeyBytes * 2 && digits.All(char.IsAsciiHexDigit)
            ? new MasterKey(Convert.FromHexString(digits))
            : throw new InvalidDataException($"{place} holds no master key: {KeyBytes * 2} hexadecimal digits, as 'openssl rand -hex {KeyBytes}' makes them.");
    }
}
