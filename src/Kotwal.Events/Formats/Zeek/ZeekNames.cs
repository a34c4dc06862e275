using System.Collections.Frozen;
using System.Collections.Immutable;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats.Zeek;

/// <summary>From a log and a name in it to what it means.</summary>
internal static class ZeekNames
{
    private static readonly FrozenDictionary<string, ImmutableArray<FieldCopy>> Copies =
        FieldTable.ReadMapping("zeek-names.tsv").ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ZeekRole> Roles = new Dictionary<string, ZeekRole>
    {
        ["ts"] = ZeekRole.Timestamp,
        ["conn.service"] = ZeekRole.Service,
        ["conn.orig_bytes"] = ZeekRole.OrigBytes,
        ["conn.resp_bytes"] = ZeekRole.RespBytes,
        ["conn.orig_pkts"] = ZeekRole.OrigPackets,
        ["conn.resp_pkts"] = ZeekRole.RespPackets,
        ["conn.conn_state"] = ZeekRole.ConnState,
        ["http.status_code"] = ZeekRole.HttpStatus,
        ["kerberos.success"] = ZeekRole.Success,
        ["ssh.auth_success"] = ZeekRole.Success,
        ["ntlm.success"] = ZeekRole.Success,
        ["dns.rcode_name"] = ZeekRole.Rcode,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The path's first part is the log, all that follows the name within it.</summary>
    public static NameMeaning MeaningOf(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var name = path[(dot + 1)..];
        var copies = Copies.GetValueOrDefault(path, Copies.GetValueOrDefault("*." + name, []));
        var role = name == "ts" ? ZeekRole.Timestamp : Roles.GetValueOrDefault(path);
        return new(Field.Of("zeek." + path), copies, (int)role);
    }
}
