using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Recovery;

internal sealed class RecoveryLinkMapping : IEntityTypeConfiguration<RecoveryLink>
{
    public void Configure(EntityTypeBuilder<RecoveryLink> builder)
    {
        builder.ToTable("city_recovery_links");
        builder.HasKey(l => l.Hash);
        builder.Property(l => l.Hash).HasMaxLength(32);
        builder.Property(l => l.Name).HasMaxLength(Account.MaxNameLength);
    }
}
