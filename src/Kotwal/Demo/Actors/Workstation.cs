using System.Globalization;
using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>An operator's Windows desk: what Sysmon and the security log say of an ordinary shift.</summary>
internal sealed class Workstation(CityNode node, Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(9);

    private static readonly (string Image, string Arguments)[] Programs =
    [
        (@"C:\Program Files\CityView\CityView.exe", "--wall 2"),
        (@"C:\Program Files\Mozilla Firefox\firefox.exe", "-contentproc"),
        (@"C:\Windows\System32\notepad.exe", @"C:\Users\operator\Documents\shift.txt"),
        (@"C:\Windows\System32\conhost.exe", "0xffffffff -ForceV1"),
        (@"C:\Windows\System32\backgroundTaskHost.exe", "-ServerName:App"),
    ];

    private readonly string computer = node.Name.ToUpperInvariant() + ".kirangarh.example";

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            yield return new(at, Door.WindowsHttp, Say(at));
        }
    }

    private byte[] Say(DateTimeOffset at) => random.Between(0, 100) switch
    {
        < 45 => WindowsEvents.Started(at, computer, random, @"KIRANGARH\operator", random.Pick(Programs), @"C:\Windows\explorer.exe"),
        < 70 => WindowsEvents.Connected(at, computer, random, @"C:\Program Files\CityView\CityView.exe", node.Address, landmarks.Recorders[0].Address, 443),
        < 90 => WindowsLine.Sysmon(
            at,
            computer,
            22,
            ("RuleName", "-"),
            ("UtcTime", WindowsEvents.UtcTime(at)),
            ("ProcessId", random.Between(900, 9_000).ToString(CultureInfo.InvariantCulture)),
            ("QueryName", "vms.kirangarh.example"),
            ("QueryStatus", "0"),
            ("QueryResults", landmarks.Recorders[0].Address + ";"),
            ("Image", @"C:\Program Files\CityView\CityView.exe")),
        < 98 => Logon(at, 4624),
        _ => Logon(at, 4625),
    };

    private byte[] Logon(DateTimeOffset at, int id) => WindowsLine.Security(
        at,
        computer,
        id,
        ("SubjectUserName", node.Name.ToUpperInvariant() + "$"),
        ("TargetUserName", "operator"),
        ("TargetDomainName", "KIRANGARH"),
        ("LogonType", "7"),
        ("AuthenticationPackageName", "Negotiate"),
        ("IpAddress", "-"),
        ("ProcessName", @"C:\Windows\System32\svchost.exe"));
}
