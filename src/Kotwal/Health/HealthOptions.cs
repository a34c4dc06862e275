using System.ComponentModel.DataAnnotations;

namespace Kotwal.Health;

/// <summary>How the server looks after itself and its sources. Section <c>Health</c>.</summary>
internal sealed class HealthOptions : IValidatableObject
{
    /// <summary>Pause between two looks. Default one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Shortest silence of a source that is an alert, however steadily it spoke. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Difference between a source's clock and ours that is an alert. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a canary record goes through a door every minute. Default true.</summary>
    public bool Canary { get; set; } = true;

    /// <summary>How long the canary's alert may take. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan CanaryWithin { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a record may wait for the pipeline. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MaxLag { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Outside address that is called every minute while all is well, https. Default none.</summary>
    public string? HeartbeatUrl { get; set; }

    /// <summary>Whether <see cref="HeartbeatUrl"/> may be http, or in a private network. Default false.</summary>
    public bool HeartbeatInside { get; set; }

    /// <summary>How many days ahead a full disk is an alert. Default 7.</summary>
    [Range(1, 365)]
    public int DiskFullWithinDays { get; set; } = 7;

    /// <summary>
    /// Percents of room on the disk are of its size, or of so many MiB on a larger one: a tenth of a huge disk is no shortage. Default 102,400.
    /// </summary>
    [Range(1, long.MaxValue >> 20)]
    public long DiskMegabytes { get; set; } = 102_400;

    /// <summary>Most that the lake's folder may take, in MiB; 0 for all that the disk has. Default 0.</summary>
    [Range(0, long.MaxValue >> 20)]
    public long LakeMegabytes { get; set; }

    /// <summary>Most that databases and other state may take, in MiB; 0 for all that the disk has. Default 0.</summary>
    [Range(0, long.MaxValue >> 20)]
    public long StateMegabytes { get; set; }

    /// <summary>Percent of space left at which scheduled hunts stop. Default 10.</summary>
    [Range(0, 99)]
    public double StopHuntsAtPercent { get; set; } = 10;

    /// <summary>Percent left at which segments are not merged any more. Default 7.</summary>
    [Range(0, 99)]
    public double StopMergingAtPercent { get; set; } = 7;

    /// <summary>Percent left at which events beyond the legal minimum are deleted. Default 5.</summary>
    [Range(0, 99)]
    public double ShrinkAtPercent { get; set; } = 5;

    /// <summary>Percent left at which senders that can wait are refused. Default 2.</summary>
    [Range(0, 99)]
    public double RefuseAtPercent { get; set; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(StopHuntsAtPercent >= StopMergingAtPercent && StopMergingAtPercent >= ShrinkAtPercent && ShrinkAtPercent >= RefuseAtPercent))
        {
            yield return new("Health: StopHuntsAtPercent, StopMergingAtPercent, ShrinkAtPercent and RefuseAtPercent go down in this order.");
        }

        if (HeartbeatUrl is { } text && HeartbeatAddress.Read(text, HeartbeatInside) is null)
        {
            yield return new("Health:HeartbeatUrl is an https address with a host name, without a user's name; http or an address within only with Health:HeartbeatInside.");
        }
    }
}
