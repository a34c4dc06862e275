using System.Globalization;
using System.Text;

namespace Kotwal.Demo.Wire;

/// <summary>Syslog messages in the three shapes that are met in the field.</summary>
internal static class SyslogLine
{
    /// <summary>The old shape (RFC 3164, section 4): no year, no zone, whole seconds.</summary>
    public static byte[] Rfc3164(Priority priority, DateTimeOffset at, string host, string tag, string text) =>
        Encoding.UTF8.GetBytes($"<{(int)priority}>{Month(at)} {at.Day,2} {at:HH:mm:ss} {host} {tag}: {text}");

    /// <summary>The new shape (RFC 5424, section 6), with the sender's address in the <c>origin</c> element of section 7.2.</summary>
    public static byte[] Rfc5424(
        Priority priority, DateTimeOffset at, string host, string address, string application, int process, string id, string text) =>
        Encoding.UTF8.GetBytes(
            $"<{(int)priority}>1 {at:yyyy-MM-ddTHH:mm:ss.fff}Z {host} {application} {process} {id} " +
            $"[origin ip=\"{address}\" software=\"{application}\"] {text}");

    /// <summary>What rsyslog sends on with its template <c>RSYSLOG_ForwardFormat</c>: the old shape with an exact time.</summary>
    public static byte[] Rsyslog(Priority priority, DateTimeOffset at, string host, string tag, string text) =>
        Encoding.UTF8.GetBytes($"<{(int)priority}>{at:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 {host} {tag}: {text}");

    private static string Month(DateTimeOffset at) => at.ToString("MMM", CultureInfo.InvariantCulture);
}

/// <summary>The facility times eight plus the severity (RFC 5424, section 6.2.1).</summary>
internal enum Priority
{
    KernelWarning = 4,
    DaemonInfo = 30,
    AuthInfo = 38,
    CronInfo = 78,
    AuthPrivateInfo = 86,
    AuthPrivateNotice = 85,
    DeviceCritical = 130,
    DeviceWarning = 132,
    DeviceNotice = 133,
    DeviceInfo = 134,
}
