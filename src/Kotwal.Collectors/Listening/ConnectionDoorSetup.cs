using Kotwal.Collectors.Tls;

namespace Kotwal.Collectors.Listening;

/// <summary>What a door that takes connections learns from its settings.</summary>
internal sealed record ConnectionDoorSetup
{
    /// <summary>The kind of door, as records and counts name it.</summary>
    public required string Kind { get; init; }

    public required bool IsEnabled { get; init; }

    public required ListenPlace Place { get; init; }

    /// <summary>Most connections at one time, and the key of the setting that says so.</summary>
    public required (int Value, string Setting) MaxConnections { get; init; }

    /// <summary>How connections are encrypted; null where they are not.</summary>
    public DoorTls? Tls { get; init; }
}
