using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Audit;

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("city_audit");
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Sequence).ValueGeneratedNever();
        builder.Property(e => e.Actor).HasMaxLength(AuditEntry.MaxText);
        builder.Property(e => e.Action).HasMaxLength(AuditEntry.MaxText);
        builder.Property(e => e.Subject).HasMaxLength(AuditEntry.MaxText);
        builder.Property(e => e.Detail).HasMaxLength(AuditEntry.MaxText);
        builder.Property(e => e.Hash).HasMaxLength(32);
        builder.HasIndex(e => e.At);
    }
}
