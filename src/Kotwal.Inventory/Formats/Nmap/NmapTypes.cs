namespace Kotwal.Inventory.Formats.Nmap;

/// <summary>Device types of nmap's own list in our words; those that say nothing of the device's work are none.</summary>
internal static class NmapTypes
{
    public static string? Of(string? type) =>
        type?.ToLowerInvariant() switch
        {
            "webcam" => "camera",
            "wap" => "access_point",
            "broadband router" or "router" => "router",
            "switch" => "switch",
            "firewall" => "firewall",
            "printer" => "printer",
            "load balancer" => "load_balancer",
            "voip phone" or "phone" => "phone",
            "storage-misc" => "storage",
            "power-device" => "power_device",
            "media device" => "media_device",
            "security-misc" => "security_device",
            "specialized" or "general purpose" or null or "" => null,
            var other => other,
        };
}
