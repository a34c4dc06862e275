using System.Net.Sockets;

namespace Kotwal.Collectors.Listening;

/// <summary>Where a door wants to listen, and what people call the door and the setting that decides it.</summary>
/// <param name="Door">The door's name in sentences, for example <c>Syslog over TCP</c>.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="Address">IP address to listen on.</param>
/// <param name="Port">The configured port, 0 for a free one; null for the usual one.</param>
/// <param name="UsualPort">The port of the standard, or of custom.</param>
/// <param name="FallbackPort">Where it listens when the usual port cannot be had; 0 for a free one.</param>
/// <param name="Setting">Key of the setting that names the port.</param>
internal sealed record ListenPlace(
    string Door, ProtocolType Protocol, string Address, int? Port, int UsualPort, int FallbackPort, string Setting);
