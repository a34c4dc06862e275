using System.ComponentModel.DataAnnotations;

namespace Kotwal.Devices;

/// <summary>Settings of the desk. Read once, when the program starts.</summary>
public sealed class DevicesOptions
{
    /// <summary>Largest inventory that is taken, in bytes. It waits on disk, not in memory. Default 256 MiB.</summary>
    [Range(1_024, 4_294_967_296)]
    public long MaxImportBytes { get; set; } = 256 << 20;
}
