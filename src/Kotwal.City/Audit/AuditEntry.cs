using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kotwal.City.Data;

namespace Kotwal.City.Audit;

/// <summary>One link of the audit trail. Its hash covers all it says and the hash of the entry before it. Immutable.</summary>
public sealed record AuditEntry
{
    /// <summary>Longest text of one column, in characters; longer ones are cut.</summary>
    public const int MaxText = 512;

    /// <summary>Position in the chain, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written, in whole microseconds of UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    public required AuditResult Result { get; init; }

    public string? Detail { get; init; }

    /// <summary>Network address from which it was asked for; null for the program's own deeds and for commands on the host.</summary>
    public string? Address { get; init; }

    /// <summary>SHA-256 of this entry, 32 bytes.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>
    /// False when the row holds what the program never writes, such as a result that is none: somebody altered it. What could not be
    /// read of it stands as nothing, as 1970, or as failed.
    /// </summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>What the first entry follows.</summary>
    internal static byte[] Origin => new byte[SHA256.HashSizeInBytes];

    internal static AuditEntry Follow(long sequence, byte[] previousHash, DateTimeOffset at, AuditDeed deed, string? address)
    {
        var entry = new AuditEntry
        {
            Sequence = sequence,
            At = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
            Actor = Cut(deed.Actor),
            Action = Cut(deed.Action),
            Subject = Cut(deed.Subject),
            Result = deed.Result,
            Detail = deed.Detail is null ? null : Cut(deed.Detail),
            Address = address,
        };
        return entry with { Hash = entry.ComputeHash(previousHash) };
    }

    /// <summary>
    /// Length before each text, so that no two entries are the same bytes. An entry without an address has the hash that it had
    /// before entries had addresses.
    /// </summary>
    internal byte[] ComputeHash(ReadOnlySpan<byte> previousHash)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previousHash);
        AppendNumber(hash, Sequence);
        AppendNumber(hash, At.UtcTicks);
        AppendText(hash, Actor);
        AppendText(hash, Action);
        AppendText(hash, Subject);
        AppendText(hash, Result.ToString());
        AppendText(hash, Detail);
        if (Address is not null)
        {
            AppendText(hash, Address);
        }

        return hash.GetHashAndReset();
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void AppendText(IncrementalHash hash, string? text)
    {
        AppendNumber(hash, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
    }

    // What the database would change (NUL, a lone surrogate cut or sent by a stranger) the hash must not see.
    private static string Cut(string text) => StorableText.Of(text.Length <= MaxText ? text : text[..MaxText]);
}
