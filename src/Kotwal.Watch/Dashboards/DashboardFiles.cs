using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Kotwal.Watch.Dashboards;

/// <summary>Where dashboards stand as files. One that has the id of an earlier one takes its place.</summary>
/// <param name="Folders">What ships first, then the operator's own.</param>
public sealed record DashboardFolders(IReadOnlyList<string> Folders);

/// <summary>The dashboards that ship, and those that the operator put beside them; read once. A file that is wrong is said in the log and left out.</summary>
internal sealed partial class DashboardFiles(DashboardFolders folders, ILogger<DashboardFiles> log)
{
    private readonly Lazy<IReadOnlyList<DashboardSpec>> all = new(() => Read(folders, log));

    /// <summary>All of them, in the order of their files' names.</summary>
    public IReadOnlyList<DashboardSpec> All => all.Value;

    private static IReadOnlyList<DashboardSpec> Read(DashboardFolders folders, ILogger log)
    {
        var found = new Dictionary<string, DashboardSpec>(StringComparer.Ordinal);
        foreach (var path in folders.Folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)))
        {
            try
            {
                var spec = JsonSerializer.Deserialize<DashboardSpec>(File.ReadAllText(path), DashboardSpec.Json);
                if (spec is { Id: not null, Title: not null, Tiles: not null } && spec.Tiles.All(tile => tile?.IsSound == true))
                {
                    found[spec.Id] = spec with { Tiles = [.. spec.Tiles.Take(DashboardSpec.MaxTiles)] };
                    continue;
                }

                Wrong(log, path, "It needs an id, a title and tiles with titles.");
            }
            catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
            {
                Wrong(log, path, error.Message);
            }
        }

        return [.. found.Values];
    }

    [LoggerMessage(5201, LogLevel.Warning, "The dashboard {Path} is left out: {Reason}")]
    private static partial void Wrong(ILogger log, string path, string reason);
}
