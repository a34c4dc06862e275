namespace Kotwal.Events.Formats.Syslog;

/// <summary>The PRI part of a syslog message: facility times eight plus severity (RFC 5424, section 6.2.1).</summary>
internal readonly record struct SyslogPriority(int Value)
{
    public const int Largest = 191;

    private static readonly string[] Facilities =
    [
        "kernel", "user-level", "mail", "system", "security/authorization", "syslogd", "line printer", "network news", "uucp", "clock",
        "security/authorization", "ftp", "ntp", "log audit", "log alert", "clock",
        "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    private static readonly string[] Severities =
        ["Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Informational", "Debug"];

    private static readonly string[] Levels = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

    public int Facility => Value / 8;

    public int Severity => Value % 8;

    public string FacilityName => Facilities[Facility];

    public string SeverityName => Severities[Severity];

    /// <summary>The severity in the words of syslog.conf.</summary>
    public string Level => Levels[Severity];
}
