using Kotwal.Collectors.Tests.Tls;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Syslog;

/// <summary>rsyslog, the syslog of Debian, Ubuntu and Red Hat, sending the lines of a file with <c>omfwd</c>.</summary>
public sealed class RsyslogTests
{
    private const string Program = "/usr/sbin/rsyslogd";
    private const string Modules = "/usr/lib/x86_64-linux-gnu/rsyslog";

    [Theory]
    [InlineData("protocol=\"udp\"", "syslog-udp")]
    [InlineData("protocol=\"tcp\"", "syslog-tcp")]
    [InlineData("protocol=\"tcp\" TCP_Framing=\"octet-counted\"", "syslog-tcp")]
    public async Task Lines_arrive_as_they_were(string transport, string kind)
    {
        await using var doors = await RunningDoors.StartAsync();
        var port = kind == "syslog-udp" ? doors.UdpPort : doors.TcpPort;

        await SendAndFindAsync(doors, Action(port, transport), "", kind, 3000);
    }

    [Theory]
    [InlineData("gtls", false)]
    [InlineData("gtls", true)]
    [InlineData("ossl", false)]
    [InlineData("ossl", true)]
    public async Task Lines_arrive_encrypted(string driver, bool hasCertificate)
    {
        await using var doors = hasCertificate
            ? await RunningDoors.StartAsync(("Syslog:Tls:ClientCaFile", "{folder}/city/authority.pem"))
            : await RunningDoors.StartAsync();

        var kept = await SendAndFindAsync(
            doors, Action(doors.TlsPort, Encrypted), Driver(driver, doors.Certificates, hasCertificate ? doors.Certificates : null), "syslog-tls", 60_000);

        Assert.Equal(hasCertificate ? "CN=rsyslog" : null, kept.Origin.Attributes.Select(attribute => attribute.Value).FirstOrDefault());
    }

    [Theory]
    [InlineData("gtls")]
    [InlineData("ossl")]
    public async Task A_certificate_of_another_authority_is_refused(string driver)
    {
        using var folder = new TemporaryFolder();
        using var others = new CertificateFiles(folder.Path, "others");
        await using var doors = await RunningDoors.StartAsync(("Syslog:Tls:ClientCaFile", "{folder}/city/authority.pem"));
        await using var rsyslog = await StartAsync(doors, Action(doors.TlsPort, Encrypted), Driver(driver, doors.Certificates, others));

        await File.WriteAllTextAsync(Path.Combine(doors.Folder, "in.log"), "not to come in\n", Some.Cancel);

        await Until.TrueAsync(() => doors.HandshakesFailed > 0, TimeSpan.FromSeconds(30), () => rsyslog.Output);
        Assert.Equal(0, doors.CountsOf("syslog", "syslog-tls").Received);
    }

    private const string Encrypted =
        "protocol=\"tcp\" TCP_Framing=\"octet-counted\" StreamDriverMode=\"1\" StreamDriverAuthMode=\"x509/name\" StreamDriverPermittedPeers=\"localhost\"";

    private static string Action(int port, string transport) =>
        $"*.* action(type=\"omfwd\" target=\"127.0.0.1\" port=\"{port}\" template=\"RSYSLOG_SyslogProtocol23Format\" action.resumeInterval=\"1\" action.resumeRetryCount=\"-1\" {transport})";

    private static string Driver(string driver, CertificateFiles server, CertificateFiles? client)
    {
        Assert.SkipUnless(File.Exists($"{Modules}/lmnsd_{driver}.so"), $"rsyslog's {driver} driver is not installed.");
        var own = client?.IssueClient("rsyslog");
        var ownLines = own is { } files ? $"defaultNetstreamDriverCertFile=\"{files.CertificateFile}\" defaultNetstreamDriverKeyFile=\"{files.KeyFile}\"" : "";
        return $"defaultNetstreamDriver=\"{driver}\" defaultNetstreamDriverCAFile=\"{server.AuthorityFile}\" {ownLines}";
    }

    private static async Task<RunningProgram> StartAsync(RunningDoors doors, string action, string global)
    {
        Assert.SkipUnless(File.Exists(Program), "rsyslog is not installed.");
        var work = doors.Folder;
        await File.WriteAllTextAsync(
            Path.Combine(work, "rsyslog.conf"),
            $"""
            global(workDirectory="{work}" maxMessageSize="64k" localHostname="pumphouse" {global})
            module(load="imfile" mode="polling" pollingInterval="1")
            input(type="imfile" File="{work}/in.log" Tag="pump:" readTimeout="1")
            {action}

            """,
            Some.Cancel);
        return RunningProgram.Start(Program, ["-n", "-f", Path.Combine(work, "rsyslog.conf"), "-i", Path.Combine(work, "rsyslog.pid")]);
    }

    private static async Task<(string Text, Kotwal.Events.RecordOrigin Origin, bool IsTruncated)> SendAndFindAsync(
        RunningDoors doors, string action, string global, string kind, int longest)
    {
        await using var rsyslog = await StartAsync(doors, action, global);
        string[] sent = ["valve 7 opened", new string('x', longest), "कोतवाल"];

        await File.WriteAllTextAsync(Path.Combine(doors.Folder, "in.log"), string.Join('\n', sent) + "\n", Some.Cancel);
        var kept = new List<(string Text, Kotwal.Events.RecordOrigin Origin, bool IsTruncated)>();
        while (kept.Count < sent.Length)
        {
            // rsyslog tells of its own start, too.
            kept.AddRange((await doors.ReadAsync(1)).Where(record => record.Text.Contains(" pump ", StringComparison.Ordinal)));
        }

        Assert.Equal(sent, kept.Select(record => record.Text.Split(" - - - ", 2)[1].Trim()));
        Assert.All(kept, record => Assert.Equal(kind, record.Origin.Transport));
        Assert.All(kept, record => Assert.Contains("pumphouse", record.Text, StringComparison.Ordinal));
        return kept[0];
    }
}
