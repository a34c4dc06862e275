using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>One file of the cache. What counts its users and orders it belongs to the cache's lock.</summary>
internal sealed class ColdFile(Segment segment, string path) : IDisposable
{
    private volatile bool isThere;

    public Segment Segment => segment;

    /// <summary>Path below the lake's folder.</summary>
    public string Path => path;

    /// <summary>Held by the one who fetches it.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>How many read it, or wait for it.</summary>
    public int Pins { get; set; }

    /// <summary>True once it was fetched and found to be what was stored.</summary>
    public bool IsThere
    {
        get => isThere;
        set => isThere = value;
    }

    public void Dispose() => Turn.Dispose();
}
