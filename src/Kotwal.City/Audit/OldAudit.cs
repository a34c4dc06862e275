using System.Data.Common;
using Kotwal.City.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Audit;

/// <summary>
/// Brings the entries that were once kept in the state into the ledger, word for word, so that the chain goes on. They stay in
/// their old table, which nobody writes any more.
/// </summary>
internal sealed class OldAudit(IDbContextFactory<CityDbContext> contexts)
{
    internal async Task CopyAsync(DbConnection ledger, DbTransaction write, CancellationToken cancel)
    {
        await using var city = await contexts.CreateDbContextAsync(cancel);
        if (!city.Database.IsSqlite() || !await HasTableAsync(city, cancel))
        {
            return;
        }

        await foreach (var entry in city.Set<OldAuditEntry>().AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            await AuditTables.AddAsync(ledger, write, entry.ToEntry(), cancel);
        }
    }

    private static async Task<bool> HasTableAsync(CityDbContext city, CancellationToken cancel) =>
        await city.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = 'city_audit'")
            .SingleAsync(cancel) > 0;
}

/// <summary>A row of the old table.</summary>
internal sealed class OldAuditEntry
{
    public long Sequence { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Actor { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public AuditResult Result { get; private set; }

    public string? Detail { get; private set; }

    public byte[] Hash { get; private set; } = [];

    internal AuditEntry ToEntry() => new()
    {
        Sequence = Sequence,
        At = At,
        Actor = Actor,
        Action = Action,
        Subject = Subject,
        Result = Result,
        Detail = Detail,
        Hash = Hash,
    };
}

internal sealed class OldAuditMapping : IEntityTypeConfiguration<OldAuditEntry>
{
    public void Configure(EntityTypeBuilder<OldAuditEntry> builder)
    {
        // The table is older than the ledger. No migration makes it, and none may take it away.
        builder.ToTable("city_audit", table => table.ExcludeFromMigrations());
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Sequence).ValueGeneratedNever();
    }
}
