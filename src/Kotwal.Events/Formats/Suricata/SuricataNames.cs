using System.Collections.Frozen;
using System.Collections.Immutable;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Suricata;

/// <summary>From a path in EVE to what it means.</summary>
internal static class SuricataNames
{
    private static readonly FrozenDictionary<string, ImmutableArray<FieldCopy>> Copies =
        FieldTable.ReadMapping("suricata-names.tsv").ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, SuricataRole> Roles = new Dictionary<string, SuricataRole>
    {
        ["timestamp"] = SuricataRole.Timestamp,
        ["event_type"] = SuricataRole.EventType,
        ["app_proto"] = SuricataRole.AppProtocol,
        ["ip_v"] = SuricataRole.IpVersion,
        ["alert.action"] = SuricataRole.AlertAction,
        ["flow.bytes_toserver"] = SuricataRole.BytesToServer,
        ["flow.bytes_toclient"] = SuricataRole.BytesToClient,
        ["flow.pkts_toserver"] = SuricataRole.PacketsToServer,
        ["flow.pkts_toclient"] = SuricataRole.PacketsToClient,
        ["dns.type"] = SuricataRole.DnsType,
        ["http.status"] = SuricataRole.HttpStatus,
        ["http.protocol"] = SuricataRole.HttpProtocol,
        ["tls.version"] = SuricataRole.TlsVersion,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static NameMeaning MeaningOf(string path) => new(
        Field.Of("suricata.eve." + path), Copies.GetValueOrDefault(path, []), (int)Roles.GetValueOrDefault(path));
}
