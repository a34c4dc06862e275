using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>Cold segments that can be read as files until it is disposed of.</summary>
internal sealed class ColdLease(IReadOnlyList<ColdFile> files, Action<IReadOnlyList<ColdFile>> release) : IDisposable
{
    private Action<IReadOnlyList<ColdFile>>? release = release;

    public IReadOnlyList<ColdFile> Files => files;

    /// <summary>The segments with the paths of their files as they are now, below the lake's folder; those that are not cold as they are.</summary>
    public IReadOnlyList<Segment> Place(IEnumerable<Segment> segments)
    {
        var places = files.ToDictionary(file => file.Segment.Path, file => file.Path, StringComparer.Ordinal);
        return [.. segments.Select(segment => places.TryGetValue(segment.Path, out var path) ? segment with { Path = path } : segment)];
    }

    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke(files);
}
