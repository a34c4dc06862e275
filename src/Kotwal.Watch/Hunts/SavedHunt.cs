using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Watch.Hunts;

/// <summary>Identifies a saved hunt. Sorts by the time at which it was saved.</summary>
public readonly record struct SavedHuntId(Guid Value);

/// <summary>A hunt that a person saved, for oneself or for all who may read events.</summary>
public sealed class SavedHunt
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 120;

    /// <summary>Longest description, in characters.</summary>
    public const int MaxDescriptionLength = 1_000;

    private SavedHunt()
    {
    }

    internal SavedHunt(Guid owner, string ownerName, DateTimeOffset now)
    {
        Id = new(Guid.CreateVersion7(now));
        Owner = owner;
        OwnerName = ownerName;
    }

    public SavedHuntId Id { get; private set; }

    /// <summary>The account that saved it; what the hunt sees by itself is what that account may see.</summary>
    public Guid Owner { get; private set; }

    public string OwnerName { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Query { get; private set; } = "";

    public string Range { get; private set; } = "";

    public DateTimeOffset? From { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    /// <summary>Names of columns, parted by line ends.</summary>
    public string Columns { get; private set; } = "";

    /// <summary>Whether others see it, too.</summary>
    public bool IsShared { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public Guid Version { get; private set; }

    /// <summary>The search it holds.</summary>
    public SavedSearch Search => new(Query, Range, From, Until, Columns.Length == 0 ? [] : Columns.Split('\n'));

    /// <summary>Gives it another content. Texts are cut to their bounds.</summary>
    internal void Set(HuntDraft draft, DateTimeOffset now)
    {
        Name = Cut(draft.Name.Trim(), MaxNameLength);
        Description = Cut(draft.Description.Trim(), MaxDescriptionLength);
        IsShared = draft.IsShared;
        Query = Cut(draft.Search.Query, SavedSearch.MaxQueryLength);
        Range = Cut(draft.Search.Range, SavedSearch.MaxRangeLength);
        (From, Until) = (draft.Search.From, draft.Search.Until);
        Columns = string.Join('\n', draft.Search.Columns);
        ChangedAt = now;
        Version = Guid.CreateVersion7(now);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

/// <summary>What a person says of a hunt to be saved.</summary>
public sealed record HuntDraft(string Name, string Description, bool IsShared, SavedSearch Search);

internal sealed class SavedHuntConfiguration : IEntityTypeConfiguration<SavedHunt>
{
    public void Configure(EntityTypeBuilder<SavedHunt> builder)
    {
        builder.ToTable("watch_hunts");
        builder.HasKey(hunt => hunt.Id);
        builder.Property(hunt => hunt.Id).ValueGeneratedNever();
        builder.Property(hunt => hunt.OwnerName).HasMaxLength(200);
        builder.Property(hunt => hunt.Name).HasMaxLength(SavedHunt.MaxNameLength);
        builder.Property(hunt => hunt.Description).HasMaxLength(SavedHunt.MaxDescriptionLength);
        builder.Property(hunt => hunt.Query).HasMaxLength(SavedSearch.MaxQueryLength);
        builder.Property(hunt => hunt.Range).HasMaxLength(SavedSearch.MaxRangeLength);
        builder.Property(hunt => hunt.Version).IsConcurrencyToken();
        builder.Ignore(hunt => hunt.Search);
        builder.HasIndex(hunt => hunt.Owner);
    }
}
