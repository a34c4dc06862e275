using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Respond.Incidents;

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("respond_incidents");
        builder.HasKey(incident => incident.Id);
        builder.Property(incident => incident.Id).ValueGeneratedNever();
        builder.Property(incident => incident.Number).HasMaxLength(20);
        builder.Property(incident => incident.Title).HasMaxLength(Incident.MaxTitleLength);
        builder.Property(incident => incident.SearchText).HasMaxLength(Incident.MaxTitleLength + 21);
        builder.Property(incident => incident.OpenedBy).HasMaxLength(Incident.MaxPersonLength);
        builder.Property(incident => incident.Version).IsConcurrencyToken();
        builder.HasIndex(incident => incident.Number).IsUnique();
        builder.HasIndex(incident => new { incident.Year, incident.Serial }).IsUnique();
        builder.HasIndex(incident => new { incident.Status, incident.LastAlertAt });
        builder.HasMany(incident => incident.Entities).WithOne().HasForeignKey(entity => entity.IncidentId);
        builder.HasMany(incident => incident.Parts).WithOne().HasForeignKey(part => part.IncidentId);
        builder.HasMany(incident => incident.Notes).WithOne().HasForeignKey(note => note.IncidentId);
    }
}

internal sealed class IncidentEntityConfiguration : IEntityTypeConfiguration<IncidentEntity>
{
    public void Configure(EntityTypeBuilder<IncidentEntity> builder)
    {
        builder.ToTable("respond_incident_entities");
        builder.HasKey(entity => new { entity.IncidentId, entity.Field, entity.Value });
        builder.Property(entity => entity.Field).HasMaxLength(20);
        builder.Property(entity => entity.Value).HasMaxLength(Entity.MaxValueLength);
        builder.HasIndex(entity => new { entity.Value, entity.Field });
    }
}

internal sealed class IncidentPartConfiguration : IEntityTypeConfiguration<IncidentPart>
{
    public void Configure(EntityTypeBuilder<IncidentPart> builder)
    {
        builder.ToTable("respond_incident_parts");
        builder.HasKey(part => new { part.IncidentId, part.Part });
        builder.Property(part => part.Part).HasMaxLength(IncidentPart.MaxLength);
        builder.HasIndex(part => part.Part);
    }
}

internal sealed class IncidentAlertConfiguration : IEntityTypeConfiguration<IncidentAlert>
{
    public void Configure(EntityTypeBuilder<IncidentAlert> builder)
    {
        builder.ToTable("respond_incident_alerts");
        builder.HasKey(alert => alert.AlertId);
        builder.Property(alert => alert.AlertId).ValueGeneratedNever();
        builder.Property(alert => alert.Title).HasMaxLength(Incident.MaxTitleLength);
        builder.Property(alert => alert.AddedBy).HasMaxLength(Incident.MaxPersonLength);
        builder.HasOne<Incident>().WithMany().HasForeignKey(alert => alert.IncidentId);
        builder.HasIndex(alert => new { alert.IncidentId, alert.At });
    }
}

internal sealed class CountedAlertConfiguration : IEntityTypeConfiguration<CountedAlert>
{
    public void Configure(EntityTypeBuilder<CountedAlert> builder)
    {
        builder.ToTable("respond_counted_alerts");
        builder.HasKey(alert => alert.AlertId);
        builder.Property(alert => alert.AlertId).ValueGeneratedNever();
        builder.HasOne<Incident>().WithMany().HasForeignKey(alert => alert.IncidentId);
    }
}

internal sealed class IncidentNoteConfiguration : IEntityTypeConfiguration<IncidentNote>
{
    public void Configure(EntityTypeBuilder<IncidentNote> builder)
    {
        builder.ToTable("respond_incident_notes");
        builder.HasKey(note => note.Id);
        builder.Property(note => note.Id).ValueGeneratedNever();
        builder.Property(note => note.Person).HasMaxLength(Incident.MaxPersonLength);
        builder.Property(note => note.Text).HasMaxLength(IncidentNote.MaxTextLength);
        builder.HasIndex(note => new { note.IncidentId, note.At });
    }
}
