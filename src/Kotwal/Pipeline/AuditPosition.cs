using System.Text.Json;
using Kotwal.City.Audit;
using Kotwal.Collectors.Spool;

namespace Kotwal.Pipeline;

/// <summary>How far the audit trail was brought into the pipeline, kept in one small file. For one thread.</summary>
internal sealed class AuditPosition(string path)
{
    private const int Version = 1;

    private AuditPlace? known;

    /// <summary>The last entry that is durable in the spool.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    internal AuditPlace Read() => known ??= Load();

    /// <summary>Replaces the file in one step.</summary>
    internal void Save(AuditPlace place)
    {
        DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new Saved(Version, place.Sequence, place.Hash)));
        known = place;
    }

    private AuditPlace Load()
    {
        if (!File.Exists(path))
        {
            return AuditPlace.Start;
        }

        try
        {
            if (JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(path)) is { Version: Version, Sequence: >= 0 } saved)
            {
                return new(saved.Sequence, saved.Hash);
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new InvalidDataException($"{path} cannot be read. Delete it, and the whole audit trail enters the pipeline again.");
    }

    private sealed record Saved(int Version, long Sequence, string? Hash);
}

/// <summary>A place in the audit trail.</summary>
/// <param name="Sequence">Sequence of the entry; 0 before the first one.</param>
/// <param name="Hash">Its hash in hexadecimal; null where nobody noted it.</param>
internal readonly record struct AuditPlace(long Sequence, string? Hash)
{
    public static AuditPlace Start { get; } = new(0, null);

    public static AuditPlace Of(AuditEntry entry) => new(entry.Sequence, Convert.ToHexStringLower(entry.Hash));

    /// <summary>Whether the entry stands here.</summary>
    public bool IsOf(AuditEntry entry) => entry.Sequence == Sequence && (Hash ?? Of(entry).Hash) == Of(entry).Hash;
}
