using System.Text.Json;
using System.Text.Json.Serialization;
using Kotwal.Collectors.Spool;
using Kotwal.Watch.Health;

namespace Kotwal.Health;

/// <summary>
/// What was learned of sources and what is ill, kept in one file (docs/formats/small-files.md), so that a new start learns nothing anew and
/// tells nothing twice.
/// </summary>
internal sealed partial class HealthFile(string path, HealthBook book, SilenceCheck silence, TimeProvider clock, ILogger<HealthFile> log)
{
    private const int Version = 1;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(10);

    private DateTimeOffset savedAt;
    private string savedIll = "";

    /// <summary>Takes over what the file has; one that is damaged is told, and learning begins anew.</summary>
    public void Load()
    {
        try
        {
            if (File.Exists(path))
            {
                Load(JsonSerializer.Deserialize(File.ReadAllBytes(path), HealthJson.Default.SavedHealth));
            }
        }
        catch (Exception damage) when (damage is JsonException or IOException or UnauthorizedAccessException)
        {
            Damaged(path, damage.Message);
        }
    }

    /// <summary>Saves when something became ill or well, and now and then.</summary>
    public void Save()
    {
        var ill = book.Ill;
        var names = string.Join('\n', ill.Select(one => $"{one.Kind} {one.Subject}"));
        var now = clock.GetUtcNow();
        if (names == savedIll && now - savedAt < SaveEvery)
        {
            return;
        }

        DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new SavedHealth(Version, ill, silence.Save()), HealthJson.Default.SavedHealth));
        (savedAt, savedIll) = (now, names);
    }

    private void Load(SavedHealth? saved)
    {
        if (saved is not { Version: Version, Ill: not null, Listeners: not null })
        {
            Damaged(path, "it is of another version");
            return;
        }

        book.Restore(saved.Ill);
        silence.Restore(saved.Listeners);
        savedIll = string.Join('\n', book.Ill.Select(one => $"{one.Kind} {one.Subject}"));
    }

    [LoggerMessage(9084, LogLevel.Warning, "{Path} cannot be read ({Reason}): the rhythms of sources are learned anew.")]
    private partial void Damaged(string path, string reason);
}

/// <summary>The file's content.</summary>
/// <param name="Version">Version of the form.</param>
/// <param name="Ill">What is ill.</param>
/// <param name="Listeners">What was learned of sources and senders.</param>
internal sealed record SavedHealth(int Version, IReadOnlyList<HealthCondition> Ill, IReadOnlyList<SavedListener> Listeners);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SavedHealth))]
internal sealed partial class HealthJson : JsonSerializerContext;
