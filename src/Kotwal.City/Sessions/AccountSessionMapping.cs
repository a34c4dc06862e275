using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Sessions;

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("city_sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Address).HasMaxLength(AccountSession.MaxText);
        builder.Property(s => s.Browser).HasMaxLength(AccountSession.MaxText);
        builder.Property(s => s.EndedBecause).HasMaxLength(AccountSession.MaxText);
        builder.Property(s => s.Stamp).HasMaxLength(AccountSession.MaxText);
        builder.HasIndex(s => new { s.AccountId, s.StartedAt });
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
    }
}
