using Microsoft.Extensions.FileSystemGlobbing;

namespace Kotwal.Collectors.Files;

/// <summary>A path that may stand for several files.</summary>
internal sealed class PathPattern
{
    // Walking through folders is dearer than looking at files that are known.
    private static readonly TimeSpan SearchInterval = TimeSpan.FromSeconds(1);

    private readonly string root;
    private readonly Matcher? matcher;
    private readonly TimeProvider clock;
    private IReadOnlyList<string> found;
    private long? searchedAt;

    public PathPattern(string path, TimeProvider clock)
    {
        this.clock = clock;
        root = path;
        found = [path];
        var wildcard = path.IndexOf('*', StringComparison.Ordinal);
        if (wildcard >= 0)
        {
            var folder = path.LastIndexOf('/', wildcard);
            root = path[..Math.Max(folder, 1)];
            matcher = new Matcher(StringComparison.Ordinal).AddInclude(path[(folder + 1)..]);
        }
    }

    public IReadOnlyList<string> Files()
    {
        if (matcher is not null && (searchedAt is not { } last || clock.GetElapsedTime(last) >= SearchInterval))
        {
            searchedAt = clock.GetTimestamp();
            found = Directory.Exists(root) ? [.. matcher.GetResultsInFullPath(root).Order(StringComparer.Ordinal)] : [];
        }

        return found;
    }
}
