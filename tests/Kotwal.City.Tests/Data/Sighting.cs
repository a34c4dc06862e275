using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.City.Tests.Data;

internal readonly record struct SightingId(Guid Value);

internal enum SightingKind
{
    Bird,
    Drone,
}

/// <summary>An entity as a desk would bring it, with one column of each kind that the model converts.</summary>
internal sealed class Sighting
{
    public SightingId Id { get; init; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public SightingKind Kind { get; init; }

    public SightingKind? Before { get; init; }

    public SightingId? Follows { get; init; }

    public string? Note { get; init; }
}

internal sealed class SightingMapping : IEntityTypeConfiguration<Sighting>
{
    public void Configure(EntityTypeBuilder<Sighting> builder)
    {
        builder.ToTable("test_sightings");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Note).HasMaxLength(4);
        builder.HasOne<Sighting>().WithMany().HasForeignKey(s => s.Follows);
    }
}
