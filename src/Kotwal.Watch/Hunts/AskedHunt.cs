using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Watch.Hunts;

/// <summary>A search that a person asked, for that person alone; the same search is kept once.</summary>
public sealed class AskedHunt
{
    private AskedHunt()
    {
    }

    internal AskedHunt(Guid owner, SavedSearch search)
    {
        Owner = owner;
        Fingerprint = Of(search);
        (Query, Range, From, Until) = (search.Query, search.Range, search.From, search.Until);
        Columns = string.Join('\n', search.Columns);
    }

    public Guid Owner { get; private set; }

    /// <summary>SHA-256 of the search.</summary>
    public string Fingerprint { get; private set; } = "";

    public string Query { get; private set; } = "";

    public string Range { get; private set; } = "";

    public DateTimeOffset? From { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    public string Columns { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Rows of the last answer.</summary>
    public int Rows { get; private set; }

    /// <summary>The search it holds.</summary>
    public SavedSearch Search => new(Query, Range, From, Until, Columns.Length == 0 ? [] : Columns.Split('\n'));

    /// <summary>What tells one search from another.</summary>
    internal static string Of(SavedSearch search) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [search.Query, search.Range, $"{search.From?.UtcTicks}", $"{search.Until?.UtcTicks}", .. search.Columns]))));

    internal void Again(int rows, DateTimeOffset now) => (Rows, AskedAt) = (rows, now);
}

internal sealed class AskedHuntConfiguration : IEntityTypeConfiguration<AskedHunt>
{
    public void Configure(EntityTypeBuilder<AskedHunt> builder)
    {
        builder.ToTable("watch_hunt_history");
        builder.HasKey(hunt => new { hunt.Owner, hunt.Fingerprint });
        builder.Property(hunt => hunt.Fingerprint).HasMaxLength(64);
        builder.Property(hunt => hunt.Query).HasMaxLength(SavedSearch.MaxQueryLength);
        builder.Property(hunt => hunt.Range).HasMaxLength(SavedSearch.MaxRangeLength);
        builder.Ignore(hunt => hunt.Search);
        builder.HasIndex(hunt => new { hunt.Owner, hunt.AskedAt });
    }
}
