using System.Text.Json;
using System.Text.Json.Serialization;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Retention;

/// <summary>
/// The holds on a lake, in the file <c>holds.json</c> of its folder. Processes take turns by a lock: as long as retention works, nobody
/// makes or lifts a hold, so that none is made too late without its maker knowing. Safe for many threads.
/// </summary>
public sealed class HoldBook
{
    private const string FileName = "holds.json";
    private const string LockName = "holds.lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly string folder;
    private readonly LakeFiles files = new();
    private readonly TimeProvider clock;

    /// <param name="folder">The lake's folder.</param>
    /// <param name="clock">Says when a hold is made and lifted.</param>
    public HoldBook(string folder, TimeProvider clock)
    {
        this.folder = folder;
        this.clock = clock;
    }

    /// <summary>All holds, lifted ones too, in the order in which they were made.</summary>
    /// <exception cref="IOException">The file is damaged or of a newer program.</exception>
    public IReadOnlyList<Hold> Read()
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllBytes(path), HoldJson.Default.HoldFile);
            return kept is { Version: HoldFile.CurrentVersion, Holds: not null }
                ? kept.Holds
                : throw new IOException($"{path} is of a version that this program does not know.");
        }
        catch (JsonException damage)
        {
            throw new IOException($"{path} is damaged: {damage.Message}", damage);
        }
    }

    /// <summary>Refuses what can be no hold.</summary>
    /// <exception cref="FormatException">The hunt is none, or does more than filter, or the name is empty or too long.</exception>
    public static void Require(string name, string query, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (name.Trim().Length is 0 or > Hold.MaxName)
        {
            throw new FormatException($"A hold needs a name of at most {Hold.MaxName} characters.");
        }

        HoldRows.Require(new Hold(Guid.Empty, name, query, from, to, DateTimeOffset.UnixEpoch, ""));
    }

    /// <summary>Makes a hold; it is durable when this returns.</summary>
    /// <exception cref="FormatException">The hunt is none, or does more than filter, or the name is empty or too long.</exception>
    /// <exception cref="IOException">The file cannot be written, or retention works for long.</exception>
    public async Task<Hold> AddAsync(string name, string query, DateTimeOffset? from, DateTimeOffset? to, string by, CancellationToken cancel)
    {
        Require(name, query, from, to);
        var now = clock.GetUtcNow();
        var hold = new Hold(Guid.CreateVersion7(now), name.Trim(), query, from, to, now, by);
        using (await LockAsync(cancel).ConfigureAwait(false))
        {
            Write([.. Read(), hold]);
        }

        return hold;
    }

    /// <summary>Lifts a hold. Lifting a lifted one changes nothing.</summary>
    /// <returns>The hold as it is now; null when there is none of this id.</returns>
    /// <exception cref="IOException">The file cannot be written, or retention works for long.</exception>
    public async Task<Hold?> LiftAsync(Guid id, string by, CancellationToken cancel)
    {
        using (await LockAsync(cancel).ConfigureAwait(false))
        {
            var holds = Read();
            var hold = holds.FirstOrDefault(one => one.Id == id);
            if (hold is not { IsActive: true })
            {
                return hold;
            }

            var lifted = hold with { LiftedAt = clock.GetUtcNow(), LiftedBy = by };
            Write([.. holds.Select(one => one.Id == id ? lifted : one)]);
            return lifted;
        }
    }

    /// <summary>Takes the turn; nobody else makes or lifts holds until it is disposed of.</summary>
    internal async Task<IDisposable> LockAsync(CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            try
            {
                return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(Step, clock, cancel).ConfigureAwait(false);
            }
        }
    }

    private void Write(IReadOnlyList<Hold> holds) => files.Write(
        Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(new HoldFile(HoldFile.CurrentVersion, holds), HoldJson.Default.HoldFile));
}

/// <summary>What the file holds.</summary>
internal sealed record HoldFile(int Version, IReadOnlyList<Hold> Holds)
{
    public const int CurrentVersion = 1;
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HoldFile))]
internal sealed partial class HoldJson : JsonSerializerContext;
