using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Watch.Alerts;

internal sealed class AlertPartConfiguration : IEntityTypeConfiguration<AlertPart>
{
    public void Configure(EntityTypeBuilder<AlertPart> builder)
    {
        builder.ToTable("watch_alert_parts");
        builder.HasKey(part => new { part.AlertId, part.Part });
        builder.Property(part => part.Part).HasMaxLength(AlertPart.MaxLength);
        builder.Property(part => part.Order).HasMaxLength(AlertOrder.Length);
        builder.HasOne<StoredAlert>().WithMany().HasForeignKey(part => part.AlertId);
        builder.HasIndex(part => new { part.Part, part.Order });
    }
}
