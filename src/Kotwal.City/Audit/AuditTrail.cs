using System.Security.Cryptography;
using Kotwal.City.Data;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Audit;

/// <summary>The trail in the city's database. Each entry is its own transaction, taken in turn by all processes.</summary>
internal sealed class AuditTrail(IDbContextFactory<CityDbContext> contexts, TimeProvider clock) : IAuditTrail
{
    public async Task WriteAsync(AuditDeed deed, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        await using var write = await city.BeginWriteAsync(cancel);
        var last = await city.Set<AuditEntry>().AsNoTracking().OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(cancel);
        city.Add(AuditEntry.Follow((last?.Sequence ?? 0) + 1, last?.Hash ?? AuditEntry.Origin, clock.GetUtcNow(), deed));
        await city.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(long? beforeSequence, int count, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        await using var city = await contexts.CreateDbContextAsync(cancel);
        return await city.Set<AuditEntry>().AsNoTracking()
            .Where(e => beforeSequence == null || e.Sequence < beforeSequence)
            .OrderByDescending(e => e.Sequence)
            .Take(count)
            .ToListAsync(cancel);
    }

    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        var previous = AuditEntry.Origin;
        var expected = 1L;
        await foreach (var entry in city.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            var hash = entry.ComputeHash(previous);
            if (entry.Sequence != expected || !CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
            {
                return new(expected, Convert.ToHexStringLower(previous), entry.Sequence);
            }

            previous = hash;
            expected++;
        }

        return new(expected - 1, Convert.ToHexStringLower(previous), null);
    }
}
