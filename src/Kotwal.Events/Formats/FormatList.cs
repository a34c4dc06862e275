using Kotwal.Events.Formats.Auditd;
using Kotwal.Events.Formats.EcsJson;
using Kotwal.Events.Formats.Ipfix;
using Kotwal.Events.Formats.Json;
using Kotwal.Events.Formats.NetFlow;
using Kotwal.Events.Formats.SFlow;
using Kotwal.Events.Formats.Suricata;
using Kotwal.Events.Formats.Syslog;
using Kotwal.Events.Formats.Text;
using Kotwal.Events.Formats.Windows;
using Kotwal.Events.Formats.Zeek;

namespace Kotwal.Events.Formats;

/// <summary>The one list of formats. To add a format: one folder, and one line here.</summary>
public static class FormatList
{
    /// <summary>All formats. Where two are equally sure of a record, the first has it.</summary>
    public static IReadOnlyList<IEventFormat> All { get; } =
    [
        new SuricataFormat(),
        new ZeekFormat(),
        new WindowsFormat(),
        new EcsFormat(),
        new AuditdFormat(),
        new SyslogFormat(),
        new NetFlowFormat(),
        new IpfixFormat(),
        new SFlowFormat(),
        new JsonFormat(),
        new TextFormat(),
    ];

    /// <summary>The format of that name, or null.</summary>
    public static IEventFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
