using System.Globalization;

namespace Kotwal.Demo.Wire;

/// <summary>The two Sysmon events that both an ordinary shift and a break-in make.</summary>
internal static class WindowsEvents
{
    /// <summary>A process was created (Sysmon 1).</summary>
    public static byte[] Started(
        DateTimeOffset at, string computer, DemoRandom random, string user, (string Image, string Arguments) program, string parent) =>
        WindowsLine.Sysmon(
            at,
            computer,
            1,
            ("RuleName", "-"),
            ("UtcTime", UtcTime(at)),
            ("ProcessGuid", $"{{{random.Between(0x1000_0000, 0x7FFF_FFFF):x8}-0000-4000-8000-{random.Between(0x1000_0000, 0x7FFF_FFFF):x12}}}"),
            ("ProcessId", random.Between(900, 9_000).ToString(CultureInfo.InvariantCulture)),
            ("Image", program.Image),
            ("OriginalFileName", program.Image[(program.Image.LastIndexOf('\\') + 1)..]),
            ("CommandLine", $"\"{program.Image}\" {program.Arguments}"),
            ("CurrentDirectory", @"C:\Windows\system32\"),
            ("User", user),
            ("IntegrityLevel", "Medium"),
            ("ParentProcessId", random.Between(900, 9_000).ToString(CultureInfo.InvariantCulture)),
            ("ParentImage", parent),
            ("ParentCommandLine", parent));

    /// <summary>A process opened a connection (Sysmon 3).</summary>
    public static byte[] Connected(
        DateTimeOffset at, string computer, DemoRandom random, string image, string source, string destination, int port) =>
        WindowsLine.Sysmon(
            at,
            computer,
            3,
            ("RuleName", "-"),
            ("UtcTime", UtcTime(at)),
            ("ProcessId", random.Between(900, 9_000).ToString(CultureInfo.InvariantCulture)),
            ("Image", image),
            ("User", @"KIRANGARH\operator"),
            ("Protocol", "tcp"),
            ("Initiated", "true"),
            ("SourceIsIpv6", "false"),
            ("SourceIp", source),
            ("SourcePort", random.Between(49_152, 65_535).ToString(CultureInfo.InvariantCulture)),
            ("DestinationIsIpv6", "false"),
            ("DestinationIp", destination),
            ("DestinationPort", port.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A time as Sysmon writes it into its own field.</summary>
    public static string UtcTime(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
