using System.Security.Cryptography;
using System.Text;
using Kotwal.City.Audit;

namespace Kotwal.Tests.Pipeline;

/// <summary>A trail in memory, whose hashes are of the subjects alone; it can be told to fail.</summary>
internal sealed class MemoryTrail : IAuditTrail
{
    private readonly List<AuditEntry> entries = [];

    public bool IsBroken { get; set; }

    public int Reads { get; private set; }

    public Task WriteAsync(AuditDeed deed, CancellationToken cancel)
    {
        lock (entries)
        {
            entries.Add(Entry(entries.Count + 1, deed));
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes the newest entries away.</summary>
    public void Cut(int count)
    {
        lock (entries)
        {
            entries.RemoveRange(entries.Count - count, count);
        }
    }

    public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? beforeSequence, int count, CancellationToken cancel) =>
        Task.FromResult(Read(all => all.Reverse()
            .Where(entry => entry.Sequence < (beforeSequence ?? long.MaxValue) && entry.Action.StartsWith(filter.Action ?? "", StringComparison.Ordinal)).Take(count)));

    public Task<IReadOnlyList<AuditEntry>> ReadAfterAsync(AuditFilter filter, long afterSequence, int count, CancellationToken cancel) =>
        Task.FromResult(Read(all => all.Where(entry => entry.Sequence > afterSequence).Take(count)));

    public Task<AuditVerdict> VerifyAsync(CancellationToken cancel) => throw new NotSupportedException();

    public static AuditEntry Entry(long sequence, AuditDeed deed, string? address = null) => new()
    {
        Sequence = sequence,
        At = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).AddSeconds(sequence),
        Actor = deed.Actor,
        Action = deed.Action,
        Subject = deed.Subject,
        Result = deed.Result,
        Detail = deed.Detail,
        Address = address,
        Hash = SHA256.HashData(Encoding.UTF8.GetBytes(deed.Subject)),
    };

    private IReadOnlyList<AuditEntry> Read(Func<IEnumerable<AuditEntry>, IEnumerable<AuditEntry>> choose)
    {
        Reads++;
        if (IsBroken)
        {
            throw new IOException("The disk is away.");
        }

        lock (entries)
        {
            return [.. choose(entries.ToArray())];
        }
    }
}
