using System.ComponentModel.DataAnnotations;

namespace Kotwal.Collectors.Files;

/// <summary>Where the reading of a file begins that was never read before.</summary>
public enum FollowStart
{
    /// <summary>At its first byte.</summary>
    Beginning,

    /// <summary>At its end when the program starts; files that come later are read whole.</summary>
    End,
}

/// <summary>One file, or several by a pattern, to be followed.</summary>
public sealed class FollowedPath
{
    /// <summary>Absolute path; <c>*</c> stands for any part of a name and <c>**</c> for any folders.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>The source's name in records.</summary>
    [Required]
    [RegularExpression(SourceName.Pattern)]
    public string Source { get; set; } = "";

    /// <summary>Name of the format, or null to let the first lines decide.</summary>
    public string? Format { get; set; }

    /// <summary>IANA name of the zone of times that carry none; null is UTC.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Where the reading of a new file begins. Default its first byte.</summary>
    public FollowStart Start { get; set; } = FollowStart.Beginning;
}

/// <summary>The files that are followed as they grow. Section <c>Collectors:Files</c>.</summary>
public sealed class FollowOptions : IValidatableObject
{
    /// <summary>The files.</summary>
    public IList<FollowedPath> Follow { get; } = [];

    /// <summary>File that remembers how far each file was read.</summary>
    [Required]
    public string CheckpointPath { get; set; } = "data/followed.json";

    /// <summary>How often the files are looked at. Default 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a file that was renamed or deleted is still read for what its writer adds. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes kept of one line; longer ones are cut and counted. Default 1 MiB.</summary>
    [Range(1024, 8 << 20)]
    public int MaxRecordBytes { get; set; } = 1 << 20;

    /// <summary>Most files that are open at one time. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxFiles { get; set; } = 1000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Follow.Count; i++)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(Follow[i], new ValidationContext(Follow[i]), results, validateAllProperties: true);
            if (!Path.IsPathRooted(Follow[i].Path))
            {
                results.Add(new ValidationResult("Path must be absolute."));
            }

            if (Follow[i].TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                results.Add(new ValidationResult($"no time zone is named {zone}."));
            }

            foreach (var result in results)
            {
                yield return new ValidationResult($"Collectors:Files:Follow:{i}: {result.ErrorMessage}", [nameof(Follow)]);
            }
        }
    }
}
