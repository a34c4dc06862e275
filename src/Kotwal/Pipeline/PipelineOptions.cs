using System.ComponentModel.DataAnnotations;

namespace Kotwal.Pipeline;

/// <summary>How the pipeline cuts the stream into batches. Section <c>Pipeline</c>.</summary>
internal sealed class PipelineOptions
{
    /// <summary>Most records in a batch. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchRecords { get; set; } = 20_000;

    /// <summary>Most bytes of records in a batch, unless one record alone is longer. Default 16 MiB.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxBatchBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Events from which on a batch takes no further record, since one record can be thousands of events. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxBatchEvents { get; set; } = 20_000;

    /// <summary>How long records that trickle in are gathered before they are stored. Default 500 ms.</summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often detection's state is saved and the spool released while records keep coming. Default 5 s.</summary>
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Most senders whose readers are kept; the longest silent goes first. Default 4,096.</summary>
    [Range(1, 1_000_000)]
    public int MaxSenders { get; set; } = 4_096;

    /// <summary>Most bytes that the readers of all senders remember (templates, halves of events); the longest silent goes first. Default 64 MiB.</summary>
    [Range(1 << 20, 1 << 30)]
    public long MaxReaderBytes { get; set; } = 64 << 20;

    /// <summary>First wait after a failed write. Default 200 ms; doubles up to <see cref="LastRetry"/>.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between tries. Default 10 s.</summary>
    public TimeSpan LastRetry { get; set; } = TimeSpan.FromSeconds(10);
}
