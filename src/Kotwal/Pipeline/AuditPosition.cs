using System.Text.Json;
using Kotwal.Collectors.Spool;

namespace Kotwal.Pipeline;

/// <summary>How far the audit trail was brought into the pipeline, kept in one small file. For one thread.</summary>
internal sealed class AuditPosition(string path)
{
    private const int Version = 1;

    private long? known;

    /// <summary>Sequence of the last entry that is durable in the spool; 0 when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another version.</exception>
    internal long Read() => known ??= Load();

    /// <summary>Replaces the file in one step.</summary>
    internal void Save(long sequence)
    {
        DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new Saved(Version, sequence)));
        known = sequence;
    }

    private long Load()
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        try
        {
            if (JsonSerializer.Deserialize<Saved>(File.ReadAllBytes(path)) is { Version: Version, Sequence: >= 0 } saved)
            {
                return saved.Sequence;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new InvalidDataException($"{path} cannot be read. Delete it, and the whole audit trail enters the pipeline again.");
    }

    private sealed record Saved(int Version, long Sequence);
}
