using Kotwal.City.Graph;
using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Actors;

/// <summary>
/// A Linux server whose rsyslog sends everything on over TCP: cron, systemd, chrony, its firewall, and people who log in, mistype
/// a password now and then, and use sudo.
/// </summary>
internal sealed class LinuxServer(CityNode node, Landmarks landmarks, DemoRandom random) : IActor
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(14);
    private static readonly string[] People = ["asha", "imran", "kavita", "joseph", "deploy"];

    private static readonly string[] Commands =
        ["/usr/bin/systemctl status nginx", "/usr/bin/journalctl -u ssh -n 50", "/usr/bin/apt update", "/usr/bin/df -h"];

    private readonly IReadOnlyList<CityNode> desks =
        [.. landmarks.Desks.Append(landmarks.Bastion).Where(desk => desk != node)];

    private int session = random.Between(100, 4_000);

    public IEnumerable<Utterance> Speak(DateTimeOffset from)
    {
        for (var at = from + random.UpTo(Pause); ; at += random.Around(Pause))
        {
            foreach (var utterance in Say(at))
            {
                at = utterance.At;
                yield return utterance;
            }
        }
    }

    private IEnumerable<Utterance> Say(DateTimeOffset at) => random.Between(0, 100) switch
    {
        < 30 => [Line(at, Priority.CronInfo, Tag("CRON"), "(root) CMD (test -x /usr/sbin/anacron || run-parts --report /etc/cron.hourly)")],
        < 55 => [Line(at, Priority.DaemonInfo, "systemd[1]", $"Finished {random.Pick(["logrotate.service - Rotate log files", "apt-daily.service - Daily apt download activities", "man-db.service - Daily man-db regeneration", "fstrim.service - Discard unused blocks"])}.")],
        < 70 => [Line(at, Priority.DaemonInfo, "chronyd[612]", $"Selected source {landmarks.TimeServer.Address} offset {random.Between(-900, 900)} us")],
        < 82 => [Line(at, Priority.KernelWarning, "kernel", $"[{random.Between(10_000, 900_000)}.{random.Between(100_000, 999_999)}] [UFW BLOCK] IN=ens5 OUT= SRC=10.{random.Between(20, 60)}.{random.Between(0, 12)}.{random.Between(2, 250)} DST={node.Address} LEN=60 TTL=62 PROTO=TCP SPT={random.Between(32_768, 61_000)} DPT={random.Pick([111, 139, 8_080, 9_090])} WINDOW=64240 SYN")],
        < 96 => Visit(at),
        _ => MistypedVisit(at),
    };

    private IEnumerable<Utterance> Visit(DateTimeOffset at)
    {
        var person = random.Pick(People);
        var desk = random.Pick(desks).Address;
        var port = random.Between(40_000, 61_000);
        var ssh = Tag("sshd");
        yield return Line(at, Priority.AuthInfo, ssh, $"Accepted publickey for {person} from {desk} port {port} ssh2: ED25519 SHA256:{random.Token(43)}");
        yield return Line(at.AddMilliseconds(20), Priority.AuthPrivateInfo, ssh, $"pam_unix(sshd:session): session opened for user {person}(uid=1001) by (uid=0)");
        yield return Line(at.AddMilliseconds(60), Priority.DaemonInfo, "systemd[1]", $"Started session-{++session}.scope - Session {session} of User {person}.");
        if (random.Chance(0.3))
        {
            at += TimeSpan.FromSeconds(4);
            yield return Line(at, Priority.AuthPrivateNotice, "sudo", $"    {person} : TTY=pts/0 ; PWD=/home/{person} ; USER=root ; COMMAND={random.Pick(Commands)}");
            yield return Line(at.AddMilliseconds(5), Priority.AuthPrivateInfo, "sudo", $"pam_unix(sudo:session): session opened for user root(uid=0) by {person}(uid=1001)");
            yield return Line(at.AddMilliseconds(400), Priority.AuthPrivateInfo, "sudo", "pam_unix(sudo:session): session closed for user root");
        }

        at += random.Around(TimeSpan.FromSeconds(10));
        yield return Line(at, Priority.AuthInfo, ssh, $"Received disconnect from {desk} port {port}:11: disconnected by user");
        yield return Line(at.AddMilliseconds(2), Priority.AuthPrivateInfo, ssh, $"pam_unix(sshd:session): session closed for user {person}");
    }

    private IEnumerable<Utterance> MistypedVisit(DateTimeOffset at)
    {
        var person = random.Pick(People);
        var desk = random.Pick(desks).Address;
        var port = random.Between(40_000, 61_000);
        var ssh = Tag("sshd");
        yield return Line(at, Priority.AuthInfo, ssh, $"Failed password for {person} from {desk} port {port} ssh2");
        at += random.Around(TimeSpan.FromSeconds(5));
        yield return Line(at, Priority.AuthInfo, ssh, $"Accepted password for {person} from {desk} port {port} ssh2");
        yield return Line(at.AddMilliseconds(20), Priority.AuthPrivateInfo, ssh, $"pam_unix(sshd:session): session opened for user {person}(uid=1001) by (uid=0)");
    }

    private string Tag(string program) => $"{program}[{random.Between(1_000, 60_000)}]";

    private Utterance Line(DateTimeOffset at, Priority priority, string tag, string text) =>
        new(at, Door.SyslogLines, SyslogLine.Rsyslog(priority, at, node.Name, tag, text));
}
