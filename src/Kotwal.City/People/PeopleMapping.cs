using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.People;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("city_accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.UserName).HasMaxLength(Account.MaxNameLength).IsRequired();
        builder.Property(a => a.NormalizedUserName).HasMaxLength(Account.MaxNameLength).IsRequired();
        builder.Property(a => a.Email).HasMaxLength(Account.MaxMailLength);
        builder.Property(a => a.NormalizedEmail).HasMaxLength(Account.MaxMailLength);
        builder.Property(a => a.DisplayName).HasMaxLength(Account.MaxDisplayNameLength);
        builder.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.NormalizedUserName).IsUnique();
        builder.HasIndex(a => a.NormalizedEmail);
    }
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("city_role_grants");
        builder.HasKey(g => new { g.AccountId, g.Role });
        builder.Property(g => g.Role).HasMaxLength(32);
        builder.Property(g => g.Scope).HasScopeConversion();
        builder.Property(g => g.GrantedBy).HasMaxLength(Account.MaxNameLength);
        builder.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId);
    }
}

internal sealed class AccountClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.ToTable("city_account_claims");
        builder.HasKey(c => c.Id);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.UserId);
    }
}

internal sealed class AccountLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.ToTable("city_account_logins");
        builder.HasKey(l => new { l.LoginProvider, l.ProviderKey });
        builder.Property(l => l.LoginProvider).HasMaxLength(128);
        builder.Property(l => l.ProviderKey).HasMaxLength(256);
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId);
    }
}

internal sealed class AccountTokenMapping : IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("city_account_tokens");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.Property(t => t.LoginProvider).HasMaxLength(128);
        builder.Property(t => t.Name).HasMaxLength(128);
        builder.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId);
    }
}
