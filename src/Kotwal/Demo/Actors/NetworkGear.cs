using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>Switches, firewalls and Wi-Fi gateways: old syslog over UDP.</summary>
internal sealed class NetworkGear(CityNode node, Landmarks landmarks, DemoRandom random) : IActor
{
    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        var pause = node.Type == "firewall" ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(35);
        for (var at = from + random.UpTo(pause); ; at += random.Around(pause))
        {
            yield return node.Type switch
            {
                "firewall" => Filter(at),
                "wifi_gateway" => Say(at, "hostapd", $"wlan0: STA 02:{random.Between(16, 99)}:{random.Between(16, 99)}:{random.Between(16, 99)}:{random.Between(16, 99)}:{random.Between(16, 99)} IEEE 802.11: {random.Pick(["associated", "authenticated", "disassociated"])}"),
                _ => Say(at, "swd", random.Pick(["lldp neighbour seen", "interface counters written", "spanning tree is stable", "mac table holds 214 entries"])),
            };
        }
    }

    private Utterance Filter(DateTimeOffset at) => random.Chance(0.25)
        ? Say(at, "filter", $"action=deny src=198.51.100.{random.Between(2, 250)} dst={landmarks.Portals[0].Address} proto=tcp dport={random.Pick([22, 23, 445, 3_389])} rule=in-default")
        : Say(at, "filter", $"action=permit src=172.16.{random.Between(1, 13)}.{random.Between(20, 250)} dst=192.0.2.{random.Between(2, 250)} proto=tcp dport=443 rule=wifi-web");

    private Utterance Say(DateTimeOffset at, string tag, string text) =>
        new(at, Door.SyslogUdp, SyslogLine.Rfc3164(Priority.DeviceInfo, at, node.Name, tag, text));
}
