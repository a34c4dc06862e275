using System.ComponentModel.DataAnnotations;

namespace Kotwal.Console.Shell;

/// <summary>What one open page may hold of the server's memory. Section <c>Console:LivePages</c>; read once, when the program starts.</summary>
public sealed class LivePageOptions
{
    /// <summary>Longest message that a browser sends, in bytes. Default 32 KiB.</summary>
    [Range(4096, 1 << 20)]
    public long MaxMessageBytes { get; set; } = 32 << 10;

    /// <summary>Pages whose connection broke and that are kept for their return; the oldest go first. Default 100.</summary>
    [Range(0, 10_000)]
    public int MaxLost { get; set; } = 100;

    /// <summary>How long such a page is kept. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan LostTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Drawings sent that the browser has not confirmed; beyond them the page waits. Default 10.</summary>
    [Range(1, 100)]
    public int MaxUnseenDrawings { get; set; } = 10;
}
