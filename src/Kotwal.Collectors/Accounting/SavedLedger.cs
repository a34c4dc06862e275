using System.Text.Json;
using System.Text.Json.Serialization;
using Kotwal.Collectors.Spool;

namespace Kotwal.Collectors.Accounting;

/// <summary>The counts of all sources as they are kept in one file, which is replaced as a whole (docs/formats/small-files.md).</summary>
/// <param name="Version">Version of the form.</param>
/// <param name="Spool">The spool whose positions it counts.</param>
/// <param name="Position">Records before it are counted here; those from it on are counted when they are read.</param>
/// <param name="Sources">The counts.</param>
internal sealed record SavedLedger(int Version, Guid Spool, long Position, IReadOnlyList<SavedAccount> Sources)
{
    public const int CurrentVersion = 1;

    /// <summary>Reads the file; null when it is damaged or of another version.</summary>
    public static SavedLedger? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), LedgerJson.Default.SavedLedger) is { Version: CurrentVersion, Sources: not null } saved
                ? saved
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string path) => DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.SavedLedger));
}

/// <summary>The counts of one source at one kind of door.</summary>
/// <param name="Name">The source.</param>
/// <param name="Kind">The kind of door.</param>
/// <param name="Since">When counting began.</param>
/// <param name="Decoded">Records that were read.</param>
/// <param name="Unreadable">Records that could not be read.</param>
/// <param name="Bytes">Payload bytes of both.</param>
/// <param name="Truncated">How many of both were cut.</param>
/// <param name="Rejected">Records that were refused, by reason.</param>
/// <param name="Dropped">Records that were lost.</param>
/// <param name="LastReceivedAt">When the source last spoke.</param>
internal sealed record SavedAccount(
    string Name,
    string Kind,
    DateTimeOffset Since,
    long Decoded,
    long Unreadable,
    long Bytes,
    long Truncated,
    IReadOnlyDictionary<string, long> Rejected,
    long Dropped,
    DateTimeOffset? LastReceivedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SavedLedger))]
internal sealed partial class LedgerJson : JsonSerializerContext;
