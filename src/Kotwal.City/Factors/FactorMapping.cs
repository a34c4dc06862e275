using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Factors;

internal sealed class SecondFactorMapping : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("city_second_factors");
        builder.HasKey(f => f.AccountId);
        builder.Property(f => f.ProtectedSecret).HasMaxLength(1024);
        builder.Property(f => f.LastStep);
        builder.HasOne<Account>().WithOne().HasForeignKey<SecondFactor>(f => f.AccountId);
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("city_recovery_codes");
        builder.HasKey(nameof(RecoveryCode.AccountId), nameof(RecoveryCode.Hash));
        builder.Property(c => c.Hash).HasMaxLength(32);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }
}
