using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Watch.Dashboards;

/// <summary>A dashboard that a person made, for oneself or for all who may read events.</summary>
public sealed class OwnDashboard
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 120;

    private OwnDashboard()
    {
    }

    internal OwnDashboard(Guid owner, string ownerName, string name, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Owner, OwnerName) = (owner, ownerName);
        Set(name, isShared: false, "[]", now);
    }

    public Guid Id { get; private set; }

    public Guid Owner { get; private set; }

    public string OwnerName { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Whether others see it, too. Its tiles show to each what that one may see.</summary>
    public bool IsShared { get; private set; }

    /// <summary>The tiles as JSON, as shipped dashboards have them in their files.</summary>
    public string Tiles { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    public Guid Version { get; private set; }

    internal void Set(string name, bool isShared, string tiles, DateTimeOffset now)
    {
        Name = name.Trim().Length <= MaxNameLength ? name.Trim() : name.Trim()[..MaxNameLength];
        (IsShared, Tiles, ChangedAt, Version) = (isShared, tiles, now, Guid.CreateVersion7(now));
    }
}

internal sealed class OwnDashboardConfiguration : IEntityTypeConfiguration<OwnDashboard>
{
    public void Configure(EntityTypeBuilder<OwnDashboard> builder)
    {
        builder.ToTable("watch_dashboards");
        builder.HasKey(dashboard => dashboard.Id);
        builder.Property(dashboard => dashboard.Id).ValueGeneratedNever();
        builder.Property(dashboard => dashboard.OwnerName).HasMaxLength(200);
        builder.Property(dashboard => dashboard.Name).HasMaxLength(OwnDashboard.MaxNameLength);
        builder.Property(dashboard => dashboard.Version).IsConcurrencyToken();
        builder.HasIndex(dashboard => dashboard.Owner);
    }
}
