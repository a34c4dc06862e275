using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Kotwal.Collectors.Files;

/// <summary>The first bytes of a file, as a hash: tells whether it is still the one that was read.</summary>
/// <param name="Length">How many bytes are in the hash; up to 1,024.</param>
/// <param name="Hash">Their hash.</param>
internal readonly record struct Fingerprint(int Length, ulong Hash)
{
    /// <summary>Bytes from which on a fingerprint alone is taken for proof.</summary>
    public const int Telling = 64;

    private const int MaxLength = 1024;

    public static Fingerprint Of(SafeFileHandle file) => Of(file, MaxLength);

    /// <summary>True when the file begins with the bytes that the fingerprint was taken of.</summary>
    public bool Matches(SafeFileHandle file) => Of(file, Length) == this;

    private static Fingerprint Of(SafeFileHandle file, int length)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        var read = RandomAccess.Read(file, bytes[..length], 0);
        return new Fingerprint(read, XxHash3.HashToUInt64(bytes[..read]));
    }
}
