using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kotwal.City.Audit;

/// <summary>One link of the audit trail. Its hash covers all it says and the hash of the entry before it.</summary>
public sealed class AuditEntry
{
    /// <summary>Longest text of one column, in characters; longer ones are cut.</summary>
    public const int MaxText = 512;

    private AuditEntry()
    {
    }

    /// <summary>Position in the chain, from 1, without gaps.</summary>
    public long Sequence { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Actor { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public AuditResult Result { get; private set; }

    public string? Detail { get; private set; }

    /// <summary>SHA-256 of this entry, 32 bytes.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>What the first entry follows.</summary>
    internal static byte[] Origin => new byte[SHA256.HashSizeInBytes];

    internal static AuditEntry Follow(long sequence, byte[] previousHash, DateTimeOffset at, AuditDeed deed)
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
        };
        entry.Hash = entry.ComputeHash(previousHash);
        return entry;
    }

    /// <summary>Length before each text, so that no two entries are the same bytes.</summary>
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

    private static string Cut(string text)
    {
        var kept = text.Length <= MaxText ? text : text[..MaxText];

        // A lone surrogate (cut, or sent by a stranger) does not survive the database, and the hash must.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(kept));
    }
}
