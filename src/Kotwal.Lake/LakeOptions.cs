using System.ComponentModel.DataAnnotations;

namespace Kotwal.Lake;

/// <summary>Where events are kept, and what keeping and finding them may cost.</summary>
public sealed class LakeOptions
{
    /// <summary>The lake's folder. No default.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Most processes that read the lake at the same time; further hunts wait. Default 2.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 2;

    /// <summary>Most memory for the buffers of one reader, in MiB. Default 256.</summary>
    [Range(64, 1_048_576)]
    public int ReaderMemoryMegabytes { get; set; } = 256;

    /// <summary>Threads of one reader. Default 1, so that two readers leave nothing of a two-core machine idle.</summary>
    [Range(1, 256)]
    public int ReaderThreads { get; set; } = 1;

    /// <summary>Most disk for what does not fit into a reader's memory, in MiB. Default 4,096.</summary>
    [Range(64, 1_048_576)]
    public int MaxTemporaryMegabytes { get; set; } = 4_096;

    /// <summary>Most memory for word filters that are kept for the next hunt, in MiB. Default 128.</summary>
    [Range(1, 65_536)]
    public int WordFilterMegabytes { get; set; } = 128;

    /// <summary>Largest result of one hunt, in MiB; a larger one is cut and says so. Default 64.</summary>
    [Range(1, 65_536)]
    public int MaxResultMegabytes { get; set; } = 64;

    /// <summary>Segments of like size on one day before they are merged into one. Default 16.</summary>
    [Range(2, 256)]
    public int MergeAt { get; set; } = 16;

    /// <summary>Size at which a segment is left as it is, in MiB. Default 128.</summary>
    [Range(1, 4_096)]
    public int SegmentMegabytes { get; set; } = 128;

    /// <summary>
    /// Memory that merging may take, in MiB, about: the less, the fewer segments are merged at once, and the oftener a row is
    /// written. Writing takes 384 of them. Default 512: 16 segments.
    /// </summary>
    [Range(400, 65_536)]
    public int MergeMegabytes { get; set; } = 512;

    /// <summary>Pause between looks at what can be merged. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan MergeInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long events are kept, and which; the first class that fits takes an event. Empty means one class, <c>standard</c>, for
    /// 365 days.
    /// </summary>
    public IList<RetentionClassOptions> Classes { get; } = [];

    /// <summary>Where sealed days go when they are old enough.</summary>
    public ColdOptions Cold { get; } = new();

    /// <summary>
    /// The private key that seals are signed with: PEM, ECDSA over P-256. It is made where there is none. Empty means that nothing is
    /// sealed.
    /// </summary>
    public string SealKeyFile { get; set; } = "";

    /// <summary>
    /// The program, and its arguments, that runs <see cref="LakeReaderProcess.RunAsync"/>. Empty means this program with the
    /// argument <c>lake-reader</c>.
    /// </summary>
    public IReadOnlyList<string> ReaderCommand { get; set; } = [];

    /// <summary>True when the engine runs inside this process: for the command line, never for the server. Default false.</summary>
    public bool ReadInProcess { get; set; }
}
