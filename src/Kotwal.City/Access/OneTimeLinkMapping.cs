using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Access;

internal sealed class OneTimeLinkMapping : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("city_one_time_links");
        builder.HasKey(l => l.AccountId);
        builder.Property(l => l.AccountId).ValueGeneratedNever();
        builder.Property(l => l.Hash).HasMaxLength(32).IsConcurrencyToken();
        builder.HasIndex(l => l.Hash).IsUnique();
        builder.HasOne<Account>().WithOne().HasForeignKey<OneTimeLink>(l => l.AccountId);
    }
}
