namespace Kotwal.Demo.Places;

/// <summary>A network zone.</summary>
/// <param name="Id">Short id that nodes refer to.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Network">Its addresses in CIDR notation.</param>
public sealed record DemoZone(string Id, string Name, string Network);
