namespace Kotwal.Hunt.Tests.Running;

/// <summary>The events of the test's table: 144 regular ones over twelve hours, and some odd ones.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly string?[] Users = ["root", "Admin", "asha", null, "ASHA", "svc_backup", ""];
    private static readonly string?[] Addresses = ["10.0.0.5", "10.200.1.9", "192.168.1.20", "203.0.113.7", null, "2001:db8::7", "fd00:1:2::9", "172.16.9.1"];
    private static readonly long?[] Ports = [22, 80, 443, 8443, null, 3389];
    private static readonly string[] Lines =
    [
        "Failed password for root from 10.0.0.5 port 22 ssh2",
        "Accepted publickey for asha from 192.168.1.20",
        "GET /index.php?id=1%27-- HTTP/1.1 404",
        "kernel: [UFW BLOCK] IN=eth0 OUT= SRC=203.0.113.7",
        "user_login failed: bad_password (code=42)",
        @"C:\Windows\System32\cmd.exe /c whoami",
        "लॉगिन विफल user=आशा",
        "sshd[412]: Connection closed by 10.200.1.9 [preauth]",
        "Authentication FAILURE for O'Neil; a.b-c done",
    ];

    public static IReadOnlyList<Row> All { get; } = [.. Regular(), .. Odd()];

    private static IEnumerable<Row> Regular()
    {
        for (var i = 0; i < 144; i++)
        {
            yield return new Row($"e{i:000}", Now.UtcDateTime.AddMinutes(-5 * i).AddMilliseconds(i))
            {
                Original = Lines[i % Lines.Length],
                Message = i % 4 == 0 ? null : Lines[(i + 3) % Lines.Length].ToUpperInvariant(),
                SourceIp = Addresses[i % Addresses.Length],
                Port = Ports[i % Ports.Length],
                User = Users[i % Users.Length],
                Outcome = i % 3 == 0 ? "failure" : "success",
                Bytes = i % 11 == 0 ? null : (i * 977L) % 5000,
                Score = i % 5 == 0 ? null : i / 4.0,
                IsEncrypted = (i % 4) switch { 0 => true, 1 => false, 2 => null, _ => true },
                Tags = (i % 4) switch { 0 => null, 1 => ["vpn"], 2 => ["vpn", "Night Shift"], _ => [] },
                Other = Extra(i),
            };
        }
    }

    private static Dictionary<string, string[]> Extra(int i)
    {
        var extra = new Dictionary<string, string[]>();
        if (i % 2 == 0)
        {
            extra["device.floor"] = [$"{i % 15}"];
        }

        if (i % 3 == 0)
        {
            extra["device.zone"] = ["North Ward", i % 2 == 0 ? "yard" : "Gate"];
        }

        if (i % 6 == 1)
        {
            extra["x-note"] = ["odd 'name'", ""];
        }

        if (i % 7 == 0)
        {
            extra["device.address"] = [$"10.9.{i}.1"];
        }

        return extra;
    }

    private static IEnumerable<Row> Odd()
    {
        yield return new Row("o1", new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc)) { Original = "" };
        yield return new Row("o2", Now.UtcDateTime.AddDays(-40)) { Original = "100% \\ _done_ 'quoted' \"twice\"", User = "o'neil" };
        yield return new Row("o3", Now.UtcDateTime.AddDays(2))
        {
            Original = "from the future",
            SourceIp = "999.1.2.3",
            Bytes = 9_000_000_000_000_000_000,
            Other = new Dictionary<string, string[]> { ["device.floor"] = ["basement"] },
        };
        yield return new Row("o4", Now.UtcDateTime.AddDays(-1)) { Original = "line one\nline two", User = "per%cent", SourceIp = "::ffff" };
    }
}
