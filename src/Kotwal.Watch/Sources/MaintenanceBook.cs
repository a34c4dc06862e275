using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kotwal.Watch.Sources;

/// <summary>The windows of maintenance, kept in one file (docs/formats/small-files.md). Safe for many threads.</summary>
public sealed class MaintenanceBook
{
    /// <summary>Most windows that are kept; those that ended first leave first.</summary>
    public const int MaxWindows = 1_000;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly Lock changing = new();
    private readonly Action<byte[]> keep;
    private readonly TimeProvider clock;
    private volatile IReadOnlyList<MaintenanceWindow> windows;

    /// <param name="saved">What was given to <paramref name="keep"/> last; null for nothing.</param>
    /// <param name="keep">Keeps the windows; when it returns, they are on the disk.</param>
    /// <param name="clock">Says which windows are over.</param>
    /// <exception cref="InvalidDataException">What was saved is damaged.</exception>
    public MaintenanceBook(byte[]? saved, Action<byte[]> keep, TimeProvider clock)
    {
        this.keep = keep;
        this.clock = clock;
        windows = saved is null ? [] : Read(saved);
    }

    /// <summary>All windows that are kept, those that end last first.</summary>
    public IReadOnlyList<MaintenanceWindow> Windows => windows;

    /// <summary>Adds a window; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Add(MaintenanceWindow window) => Change(before => [window, .. before]);

    /// <summary>Ends a window now, or takes one back that has not begun; false when there is none of that id.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public bool End(Guid id)
    {
        var found = windows.FirstOrDefault(window => window.Id == id);
        if (found is null)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        Change(before => [.. before.Where(window => window.Id != id), .. found.From < now ? (MaintenanceWindow[])[found with { Until = found.Until < now ? found.Until : now }] : []]);
        return true;
    }

    private void Change(Func<IReadOnlyList<MaintenanceWindow>, IEnumerable<MaintenanceWindow>> change)
    {
        lock (changing)
        {
            List<MaintenanceWindow> after = [.. change(windows).OrderByDescending(window => window.Until).Take(MaxWindows)];
            keep(JsonSerializer.SerializeToUtf8Bytes(new Saved(1, after), Form));
            windows = after;
        }
    }

    private static IReadOnlyList<MaintenanceWindow> Read(byte[] saved)
    {
        try
        {
            if (JsonSerializer.Deserialize<Saved>(saved, Form) is { Version: 1, Windows: { } known })
            {
                return known;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new InvalidDataException("The windows of maintenance (maintenance.json in the data folder) cannot be read. Move the file away: what was planned in it is to be planned again.");
    }

    private sealed record Saved(int Version, IReadOnlyList<MaintenanceWindow> Windows);
}
