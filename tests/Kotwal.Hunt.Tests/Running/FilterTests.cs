using System.Text.RegularExpressions;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>Conditions, run on DuckDB and compared with plain C# over the same rows.</summary>
public sealed class FilterTests(TestLake lake) : IClassFixture<TestLake>
{
    private static readonly DateTime Now = Rows.Now.UtcDateTime;

    private static readonly Dictionary<string, Func<Row, bool>> Oracle = new()
    {
        // Words and phrases
        [""] = _ => true,
        ["*"] = _ => true,
        ["events"] = _ => true,
        ["failed"] = row => Word(row, "failed"),
        ["FAILED"] = row => Word(row, "failed"),
        ["fail"] = row => Word(row, "fail"),
        ["password"] = row => Word(row, "password"),
        ["bad_password"] = row => Word(row, "bad_password"),
        ["a.b-c"] = row => Word(row, "a.b-c"),
        ["b-c"] = row => Word(row, "b-c"),
        ["10.0.0.5"] = row => Word(row, "10.0.0.5"),
        ["0.0.5"] = row => Word(row, "0.0.5"),
        ["10.200.1"] = row => Word(row, "10.200.1"),
        ["\"password for root\""] = row => Word(row, "password for root"),
        ["\"assword for\""] = row => Word(row, "assword for"),
        ["\"[UFW BLOCK]\""] = row => Word(row, "[ufw block]"),
        ["विफल"] = row => Word(row, "विफल"),
        ["विफ"] = row => Word(row, "विफ"),
        [@"C:\Windows"] = _ => false,
        ["\"C:\\Windows\\System32\\cmd.exe\""] = row => Word(row, @"c:\windows\system32\cmd.exe"),
        ["o'neil"] = row => Word(row, "o'neil"),
        ["100%"] = row => Word(row, "100%"),
        ["\"\\\"twice\\\"\""] = row => Word(row, "\"twice\""),
        ["fail*"] = row => Searched(row).Any(text => Regex.IsMatch(text, @"(?i)(?<![\w\u0080-\uffff])fail")),
        ["*word"] = row => Searched(row).Any(text => Regex.IsMatch(text, @"(?i)word(?![\w\u0080-\uffff])")),
        ["s?hd*"] = row => Searched(row).Any(text => Regex.IsMatch(text, @"(?i)(?<![\w\u0080-\uffff])s\Shd")),
        ["failed root"] = row => Word(row, "failed") && Word(row, "root"),
        ["failed AND root"] = row => Word(row, "failed") && Word(row, "root"),
        ["failed OR accepted"] = row => Word(row, "failed") || Word(row, "accepted"),
        ["failed or accepted"] = row => Word(row, "failed") && Word(row, "or") && Word(row, "accepted"),
        ["failed OR accepted asha"] = row => Word(row, "failed") || (Word(row, "accepted") && Word(row, "asha")),
        ["(failed OR accepted) asha"] = row => (Word(row, "failed") || Word(row, "accepted")) && Word(row, "asha"),
        ["NOT failed"] = row => !Word(row, "failed"),
        ["-failed -accepted"] = row => !Word(row, "failed") && !Word(row, "accepted"),
        ["NOT failed OR root"] = row => !Word(row, "failed") || Word(row, "root"),
        ["NOT (failed OR root)"] = row => !(Word(row, "failed") || Word(row, "root")),
        ["\"night shift\""] = row => Word(row, "night shift"),

        // field:value
        ["user.name:asha"] = row => Same(row.User, "asha"),
        ["user.name:ash"] = _ => false,
        ["user.name:\"\""] = row => row.User == "",
        ["user.name:a*"] = row => row.User?.StartsWith("a", StringComparison.OrdinalIgnoreCase) == true,
        ["user.name:?sha"] = row => Same(row.User, "asha"),
        ["user.name:per%*"] = row => row.User == "per%cent",
        ["user.name:svc?backup"] = row => row.User == "svc_backup",
        ["user.name:\"a*\""] = _ => false,
        ["-user.name:root"] = row => !Same(row.User, "root"),
        ["user.name:(root OR asha)"] = row => Same(row.User, "root") || Same(row.User, "asha"),
        ["user.name:(NOT root)"] = row => !Same(row.User, "root"),
        ["user.name:*"] = row => row.User is not null,
        ["NOT user.name:*"] = row => row.User is null,
        ["tags:*"] = row => row.Tags is { Length: > 0 },
        ["tags:vpn"] = row => row.Tags?.Contains("vpn") == true,
        ["tags:\"night shift\""] = row => row.Tags?.Contains("Night Shift") == true,
        ["tags:night*"] = row => row.Tags?.Contains("Night Shift") == true,
        ["-tags:vpn"] = row => row.Tags?.Contains("vpn") != true,
        ["message:password"] = row => row.Message is { } text && Holds(text, "password"),
        ["destination.port:22"] = row => row.Port == 22,
        ["destination.port:>=443"] = row => row.Port >= 443,
        ["destination.port:<80"] = row => row.Port < 80,
        ["destination.port:[80 TO 3389]"] = row => row.Port is >= 80 and <= 3389,
        ["destination.port:{80 TO 3389}"] = row => row.Port is > 80 and < 3389,
        ["destination.port:[80 TO *]"] = row => row.Port >= 80,
        ["destination.port:(22 OR 443)"] = row => row.Port is 22 or 443,
        ["destination.port:8*"] = row => row.Port is 80 or 8443,
        ["risk.level:>30.5"] = row => row.Score > 30.5,
        ["tls.established:true"] = row => row.IsEncrypted == true,
        ["-tls.established:true"] = row => row.IsEncrypted != true,
        ["source.ip:10.0.0.0/8"] = row => row.SourceIp?.StartsWith("10.", StringComparison.Ordinal) == true,
        ["source.ip:10.0.0.0/9"] = row => row.SourceIp == "10.0.0.5",
        ["source.ip:203.0.113.7"] = row => row.SourceIp == "203.0.113.7",
        ["source.ip:2001:DB8:0::7"] = row => row.SourceIp == "2001:db8::7",
        ["source.ip:2001:db8::/32"] = row => row.SourceIp == "2001:db8::7",
        ["source.ip:fd00::/8"] = row => row.SourceIp == "fd00:1:2::9",
        ["source.ip:::/16"] = row => row.SourceIp == "::ffff",
        ["source.ip:[10.0.0.1 TO 172.16.9.1]"] = row => row.SourceIp is "10.0.0.5" or "10.200.1.9" or "172.16.9.1",
        ["source.ip:10.*"] = row => row.SourceIp?.StartsWith("10.", StringComparison.Ordinal) == true,
        ["@timestamp:>=now-1h"] = row => row.Time >= Now.AddHours(-1),
        ["@timestamp:2026-11-22"] = row => row.Time.Date == new DateTime(2026, 11, 22),
        ["@timestamp:[2026-11-23T08:00 TO 2026-11-23T09:00]"] = row => row.Time >= Now.AddHours(-4) && row.Time <= Now.AddHours(-3),
        ["device.zone:\"north ward\""] = row => row.Others("device.zone").Contains("North Ward"),
        ["device.zone:gate"] = row => row.Others("device.zone").Contains("Gate"),
        ["device.floor:>9"] = row => row.Others("device.floor").Any(text => long.TryParse(text, out var floor) && floor > 9),
        ["device.address:10.9.7.0/24"] = row => row.Others("device.address").Contains("10.9.7.1"),
        ["x-note:*"] = row => row.Other.ContainsKey("x-note"),
        ["root destination.port:22 -user.name:admin"] = row => Word(row, "root") && row.Port == 22 && !Same(row.User, "admin"),

        // where
        ["where user.name == 'asha'"] = row => row.User == "asha",
        ["where user.name != 'asha'"] = row => row.User != "asha",
        ["where user.name =~ 'asha'"] = row => Same(row.User, "asha"),
        ["where user.name !~ 'asha'"] = row => !Same(row.User, "asha"),
        ["where 'asha' == user.name"] = row => row.User == "asha",
        ["where event.original has 'failed'"] = row => Holds(row.Original, "failed"),
        ["where event.original !has 'failed'"] = row => !Holds(row.Original, "failed"),
        ["where event.original has_cs 'failed'"] = row => Regex.IsMatch(row.Original, @"\bfailed\b"),
        ["where event.original !has_cs 'failed'"] = row => !Regex.IsMatch(row.Original, @"\bfailed\b"),
        ["where event.original has_any ('accepted', 'kernel')"] = row => Holds(row.Original, "accepted") || Holds(row.Original, "kernel"),
        ["where event.original has_all ('failed', 'root')"] = row => Holds(row.Original, "failed") && Holds(row.Original, "root"),
        ["where event.original hasprefix 'auth'"] = row => Regex.IsMatch(row.Original, @"(?i)\bauth"),
        ["where event.original hassuffix 'sword'"] = row => Regex.IsMatch(row.Original, @"(?i)sword\b"),
        ["where event.original contains 'assw'"] = row => row.Original.Contains("assw", StringComparison.OrdinalIgnoreCase),
        ["where event.original contains_cs 'FAIL'"] = row => row.Original.Contains("FAIL", StringComparison.Ordinal),
        ["where event.original !contains_cs 'FAIL'"] = row => !row.Original.Contains("FAIL", StringComparison.Ordinal),
        ["where event.original contains '%'"] = row => row.Original.Contains('%'),
        ["where event.original startswith 'get /'"] = row => row.Original.StartsWith("GET /", StringComparison.Ordinal),
        ["where event.original !startswith_cs 'GET'"] = row => !row.Original.StartsWith("GET", StringComparison.Ordinal),
        ["where event.original endswith 'SSH2'"] = row => row.Original.EndsWith("ssh2", StringComparison.Ordinal),
        ["where event.original endswith_cs 'SSH2'"] = _ => false,
        [@"where event.original contains 'C:\\Windows'"] = row => row.Original.Contains(@"C:\Windows", StringComparison.Ordinal),
        ["where event.original contains @\"C:\\Windows\""] = row => row.Original.Contains(@"C:\Windows", StringComparison.Ordinal),
        ["where event.original contains 'one\\nline'"] = row => row.Original.Contains("one\nline", StringComparison.Ordinal),
        ["where event.original matches regex 'port [0-9]+'"] = row => Regex.IsMatch(row.Original, "port [0-9]+"),
        ["where event.original matches regex '(?i)FAILED'"] = row => Regex.IsMatch(row.Original, "(?i)FAILED"),
        ["where user.name in ('root', 'asha')"] = row => row.User is "root" or "asha",
        ["where user.name in~ ('ROOT', 'asha')"] = row => Same(row.User, "root") || Same(row.User, "asha"),
        ["where user.name !in ('root', 'asha')"] = row => row.User is not ("root" or "asha"),
        ["where user.name !in~ ('ROOT', 'asha')"] = row => !Same(row.User, "root") && !Same(row.User, "asha"),
        ["where destination.port in (22, 443)"] = row => row.Port is 22 or 443,
        ["where destination.port == '22'"] = row => row.Port == 22,
        ["where destination.port between (80 .. 443)"] = row => row.Port is >= 80 and <= 443,
        ["where destination.port !between (80 .. 443)"] = row => row.Port is not (>= 80 and <= 443),
        ["where not destination.port == 22"] = row => row.Port != 22,
        ["where not (destination.port == 22) and event.outcome == 'failure'"] = row => row.Port != 22 && row.Outcome == "failure",
        ["where event.outcome == 'failure' or destination.port == 22 and user.name == 'root'"] =
            row => row.Outcome == "failure" || (row.Port == 22 && row.User == "root"),
        ["where (event.outcome == 'failure' or destination.port == 22) and user.name == 'root'"] =
            row => (row.Outcome == "failure" || row.Port == 22) && row.User == "root",
        ["where tls.established"] = row => row.IsEncrypted == true,
        ["where not(tls.established)"] = row => row.IsEncrypted != true,
        ["where tls.established == false"] = row => row.IsEncrypted == false,
        ["where tags == 'vpn'"] = row => row.Tags?.Contains("vpn") == true,
        ["where tags != 'vpn'"] = row => row.Tags?.Contains("vpn") != true,
        ["where tags has 'shift'"] = row => row.Tags?.Contains("Night Shift") == true,
        ["where tags in ('vpn', 'x')"] = row => row.Tags?.Contains("vpn") == true,
        ["where device.floor == 4"] = row => row.Others("device.floor").Contains("4"),
        ["where device.floor == '4'"] = row => row.Others("device.floor").Contains("4"),
        ["where device.floor > 9"] = row => row.Others("device.floor").Any(text => long.TryParse(text, out var floor) && floor > 9),
        ["where device.floor between (3 .. 5)"] = row => row.Others("device.floor").Any(text => text is "3" or "4" or "5"),
        ["where toint(device.floor) % 2 == 0"] = row => row.Others("device.floor").Any(text => long.TryParse(text, out var floor) && floor % 2 == 0),
        ["where device.zone in ('Gate', 'nowhere')"] = row => row.Others("device.zone").Contains("Gate"),
        ["where isnull(device.zone)"] = row => !row.Other.ContainsKey("device.zone"),
        ["where ['x-note'] == \"odd 'name'\""] = row => row.Other.ContainsKey("x-note"),
        ["where isnotempty(['x-note'])"] = row => row.Other.ContainsKey("x-note"),
        ["where isempty(user.name)"] = row => string.IsNullOrEmpty(row.User),
        ["where isnotempty(user.name)"] = row => !string.IsNullOrEmpty(row.User),
        ["where isnull(destination.port)"] = row => row.Port is null,
        ["where isnotnull(destination.port)"] = row => row.Port is not null,
        ["where @timestamp > ago(90m)"] = row => row.Time > Now.AddMinutes(-90),
        ["where @timestamp between (ago(2h) .. ago(1h))"] = row => row.Time >= Now.AddHours(-2) && row.Time <= Now.AddHours(-1),
        ["where @timestamp >= datetime(2026-11-23T10:00:00+05:30)"] = row => row.Time >= new DateTime(2026, 11, 23, 4, 30, 0),
        ["where @timestamp >= '2026-11-23 04:30'"] = row => row.Time >= new DateTime(2026, 11, 23, 4, 30, 0),
        ["where now() - @timestamp < 1h"] = row => Now - row.Time < TimeSpan.FromHours(1),
        ["where bin(@timestamp, 1h) == datetime(2026-11-23T07:00)"] = row => row.Time >= Now.AddHours(-5) && row.Time < Now.AddHours(-4),
        ["where source.bytes / 1000 == 2"] = row => row.Bytes / 1000 == 2,
        ["where source.bytes * 2 + 1 > 9000"] = row => row.Bytes is { } bytes && (Int128)bytes * 2 + 1 > 9000 && bytes < long.MaxValue / 2,
        ["where source.bytes - -3 < 100"] = row => row.Bytes + 3 < 100,
        ["where risk.level * 2 >= 60"] = row => row.Score * 2 >= 60,
        ["where strlen(user.name) > 5"] = row => row.User?.Length > 5,
        ["where tolower(user.name) == 'asha'"] = row => Same(row.User, "asha"),
        ["where toupper(user.name) == 'ASHA'"] = row => Same(row.User, "asha"),
        ["where strcat(user.name, ':', destination.port) == 'root:22'"] = row => row is { User: "root", Port: 22 },
        ["where countof(event.original, 's') >= 4"] = row => row.Original.Count(c => c == 's') >= 4,
        ["where iff(tls.established, destination.port, 0) == 22"] = row => row.IsEncrypted == true && row.Port == 22,
        ["where tostring(destination.port) startswith '8'"] = row => row.Port is 80 or 8443,
        ["where ipv4_is_in_range(source.ip, '10.0.0.0/8')"] = row => row.SourceIp is "10.0.0.5" or "10.200.1.9",
        ["where ipv4_is_private(source.ip)"] = row => row.SourceIp is "10.0.0.5" or "10.200.1.9" or "192.168.1.20" or "172.16.9.1",
        ["failed | where destination.port == 22 | where user.name == 'root'"] =
            row => Word(row, "failed") && row.Port == 22 && row.User == "root",
        ["| where destination.port == 22"] = row => row.Port == 22,
        ["events | where destination.port == 22 // the door"] = row => row.Port == 22,
    };

    public static TheoryData<string> Hunts { get; } = [.. Oracle.Keys];

    [Theory]
    [MemberData(nameof(Hunts))]
    public void A_condition_finds_what_plain_code_finds(string hunt)
    {
        var expected = Rows.All.Where(Oracle[hunt]).OrderByDescending(row => row.Time).Select(row => row.Id);

        var found = lake.Run(hunt + "\n| project event.id");

        Assert.Equal(expected, found.Select(cells => (string)cells[0]!));
    }

    // What nothing fits, or everything, would agree with a condition that is never looked at.
    [Fact]
    public void Nearly_every_condition_parts_the_rows_in_two()
    {
        var matches = Oracle.Values.Select(fits => Rows.All.Count(fits)).ToList();

        var telling = matches.Count(count => count > 0 && count < Rows.All.Count);

        Assert.True(telling >= 150, $"Only {telling} of {matches.Count} conditions tell rows apart.");
    }

    private static IEnumerable<string> Searched(Row row) => new[] { row.Original, row.User }.Concat(row.Tags ?? []).OfType<string>();

    private static bool Word(Row row, string phrase) => Searched(row).Any(text => Holds(text, phrase));

    // Every edge of the phrase that is part of a word is an edge of a word in the text.
    private static bool Holds(string text, string phrase)
    {
        for (var at = 0; (at = text.IndexOf(phrase, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + phrase.Length;
            if ((at == 0 || !Part(phrase[0]) || !Part(text[at - 1])) && (end == text.Length || !Part(phrase[^1]) || !Part(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Part(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or >= '\x80';

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
