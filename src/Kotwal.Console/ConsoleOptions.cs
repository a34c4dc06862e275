using System.ComponentModel.DataAnnotations;

namespace Kotwal.Console;

/// <summary>How the console shows things.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Zone that times are shown in, by its IANA name. Default <c>Asia/Kolkata</c>. What is stored is always UTC.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Kolkata";

    /// <summary>What stands behind a time. Default <c>IST</c>.</summary>
    [Required]
    public string TimeZoneName { get; set; } = "IST";
}
