using Kotwal.Collectors.Tests.Tls;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Syslog;

/// <summary>syslog-ng, unpacked by <c>test.sh</c> since it cannot be installed beside rsyslog.</summary>
public sealed class SyslogNgTests
{
    private static readonly string Root = Repository.PathOf("artifacts", "syslog-ng");

    [Theory]
    [InlineData("syslog", "udp", "syslog-udp")]
    [InlineData("network", "udp", "syslog-udp")]
    [InlineData("syslog", "tcp", "syslog-tcp")]
    [InlineData("network", "tcp", "syslog-tcp")]
    [InlineData("syslog", "tls", "syslog-tls")]
    [InlineData("network", "tls", "syslog-tls")]
    public async Task Lines_arrive_as_they_were(string driver, string transport, string kind)
    {
        await using var doors = await RunningDoors.StartAsync(("Syslog:Tls:ClientCaFile", "{folder}/city/authority.pem"));
        var client = doors.Certificates.IssueClient("syslog-ng");
        var port = transport switch { "udp" => doors.UdpPort, "tcp" => doors.TcpPort, _ => doors.TlsPort };
        var tls = transport == "tls"
            ? $"tls(ca-file(\"{doors.Certificates.AuthorityFile}\") cert-file(\"{client.CertificateFile}\") key-file(\"{client.KeyFile}\") peer-verify(required-trusted))"
            : "";
        await using var program = await StartAsync(doors, $"{driver}(\"127.0.0.1\" port({port}) transport(\"{transport}\") {tls})");
        string[] sent = ["valve 7 opened", new string('x', transport == "udp" ? 3000 : 60_000), "कोतवाल"];

        await File.WriteAllTextAsync(Path.Combine(doors.Folder, "in.log"), string.Join('\n', sent) + "\n", Some.Cancel);
        var kept = await doors.ReadAsync(sent.Length);

        Assert.All(kept.Zip(sent), pair => Assert.EndsWith(pair.Second, pair.First.Text.TrimEnd('\n'), StringComparison.Ordinal));
        Assert.All(kept, record => Assert.Contains("pumphouse pump", record.Text, StringComparison.Ordinal));
        Assert.All(kept, record => Assert.Equal(kind, record.Origin.Transport));
        Assert.Equal(transport == "tls" ? "CN=syslog-ng" : null, kept[0].Origin.Attributes.Select(attribute => attribute.Value).FirstOrDefault());
    }

    private static async Task<RunningProgram> StartAsync(RunningDoors doors, string destination)
    {
        var path = Path.Combine(Root, "usr", "sbin", "syslog-ng");
        Assert.SkipUnless(File.Exists(path), "syslog-ng is not unpacked in artifacts/syslog-ng.");
        var work = doors.Folder;
        await File.WriteAllTextAsync(
            Path.Combine(work, "syslog-ng.conf"),
            $$"""
            @version: 3.38
            options { keep-hostname(yes); log-msg-size(65536); stats-freq(0); };
            source lines { file("{{work}}/in.log" flags(no-parse) program-override("pump") host-override("pumphouse") follow-freq(0.2)); };
            destination kotwal { {{destination}}; };
            log { source(lines); destination(kotwal); };

            """,
            Some.Cancel);
        return RunningProgram.Start(
            path,
            [
                "-F", "-e", "--no-caps", "-f", Path.Combine(work, "syslog-ng.conf"), "--persist-file", Path.Combine(work, "ng.persist"),
                "--pidfile", Path.Combine(work, "ng.pid"), "--control", Path.Combine(work, "ng.ctl"),
                "--module-path", Path.Combine(Root, "usr", "lib", "syslog-ng", "3.38"),
            ],
            Path.Combine(Root, "usr", "lib", "syslog-ng"));
    }
}
