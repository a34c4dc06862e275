using System.ComponentModel.DataAnnotations;

namespace Kotwal.Collectors.Spool;

/// <summary>Where the spool is kept and how much it may hold. Section <c>Collectors:Spool</c>.</summary>
public sealed class SpoolOptions : IValidatableObject
{
    /// <summary>Folder of the spool's files; it is made when it is missing, and one process at a time may use it.</summary>
    [Required]
    public string Path { get; set; } = "data/spool";

    /// <summary>Size at which a new segment file is begun, in bytes. Default 64 MiB.</summary>
    [Range(4096, 1L << 32)]
    public long SegmentBytes { get; set; } = 64L << 20;

    /// <summary>Most that all segment files may take together, in bytes; at least four segments. Default 8 GiB.</summary>
    [Range(16384, long.MaxValue)]
    public long MaxBytes { get; set; } = 8L << 30;

    /// <summary>Most records that wait in memory to be written. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxWaitingRecords { get; set; } = 100_000;

    /// <summary>Most bytes that wait in memory to be written. Default 32 MiB.</summary>
    [Range(4096, 1L << 31)]
    public long MaxWaitingBytes { get; set; } = 32L << 20;

    /// <summary>Pause after a failed write before the next one is tried. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxBytes / 4 < SegmentBytes)
        {
            yield return new ValidationResult(
                "Collectors:Spool:MaxBytes must be at least four times Collectors:Spool:SegmentBytes.",
                [nameof(MaxBytes), nameof(SegmentBytes)]);
        }
    }
}
