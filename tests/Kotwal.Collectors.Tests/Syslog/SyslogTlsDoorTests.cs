using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Kotwal.Collectors.Tests.Tls;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Syslog;

public sealed class SyslogTlsContractTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("syslog", "syslog-tls", 1 << 20);

    private protected override async Task SendAsync(RunningDoors doors, IReadOnlyList<string> records)
    {
        await using var stream = await doors.ConnectTlsAsync(doors.TlsPort);
        foreach (var record in records)
        {
            await stream.WriteAsync(Some.Bytes($"{Encoding.UTF8.GetByteCount(record)} {record}"), Some.Cancel);
        }

        // As RFC 5425, section 4.4 wants it: a socket that is closed with something unread resets the connection.
        await stream.ShutdownAsync();
        while (await stream.ReadAsync(new byte[100], Some.Cancel) > 0)
        {
        }
    }
}

public sealed class SyslogTlsDoorTests
{
    private static readonly (string, string) Authority = ("Syslog:Tls:ClientCaFile", "{folder}/city/authority.pem");
    private static readonly (string, string) Optional = ("Syslog:Tls:RequireClientCertificate", "false");

    [Fact]
    public async Task The_subject_of_a_clients_certificate_is_noted_with_its_records()
    {
        await using var doors = await RunningDoors.StartAsync(Authority);
        using var certificate = doors.Certificates.IssueClient("pump-house-7").Certificate;
        await using var stream = await doors.ConnectTlsAsync(doors.TlsPort, certificate);

        await stream.WriteAsync("<13>hello\n"u8.ToArray(), Some.Cancel);
        var kept = Assert.Single(await doors.ReadAsync(1));

        Assert.Equal(
            [new("kotwal.sender.certificate.subject", "CN=pump-house-7"), new("kotwal.sender.certificate.sha256", certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256))],
            kept.Origin.Attributes);
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_refused_where_one_is_required()
    {
        await using var doors = await RunningDoors.StartAsync(Authority);

        await RefusedAsync(async () => await doors.ConnectTlsAsync(doors.TlsPort));

        await AcceptsAsync(doors);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_also_where_none_is_required()
    {
        using var elsewhere = new TemporaryFolder();
        using var others = new CertificateFiles(elsewhere.Path, "others");
        await using var doors = await RunningDoors.StartAsync(Authority, Optional);
        using var wrong = others.IssueClient("pump-house-7").Certificate;

        await RefusedAsync(async () => await doors.ConnectTlsAsync(doors.TlsPort, wrong));

        await AcceptsAsync(doors);
    }

    [Fact]
    public async Task A_servers_certificate_is_no_clients()
    {
        await using var doors = await RunningDoors.StartAsync(Authority);
        using var servers = doors.Certificates.IssueServer();

        await RefusedAsync(async () => await doors.ConnectTlsAsync(doors.TlsPort, servers));
    }

    [Fact]
    public async Task Where_a_certificate_is_not_required_a_client_may_have_none()
    {
        await using var doors = await RunningDoors.StartAsync(Authority, Optional);
        await using var stream = await doors.ConnectTlsAsync(doors.TlsPort);

        await stream.WriteAsync("<13>hello\n"u8.ToArray(), Some.Cancel);

        Assert.Empty(Assert.Single(await doors.ReadAsync(1)).Origin.Attributes);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_old_connections_live_on()
    {
        await using var doors = await RunningDoors.StartAsync();
        await using var before = await doors.ConnectTlsAsync(doors.TlsPort);

        doors.Certificate.Current = doors.Certificates.IssueServer();
        await using var after = await doors.ConnectTlsAsync(doors.TlsPort);
        await before.WriteAsync("<13>still here\n"u8.ToArray(), Some.Cancel);

        Assert.NotEqual(before.RemoteCertificate!.GetSerialNumberString(), after.RemoteCertificate!.GetSerialNumberString());
        Assert.Equal(doors.Certificate.Current.GetSerialNumberString(), after.RemoteCertificate.GetSerialNumberString());
        Assert.Equal("<13>still here", Assert.Single(await doors.ReadAsync(1)).Text);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, true)]
#pragma warning disable CS0618, SYSLIB0039, CA5397 // What must be refused.
    [InlineData(SslProtocols.Tls11, false)]
#pragma warning restore CS0618, SYSLIB0039, CA5397
    public async Task Nothing_older_than_TLS_1_2_is_spoken(SslProtocols version, bool isSpoken)
    {
        await using var doors = await RunningDoors.StartAsync();
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", doors.TlsPort);
#pragma warning disable CA5359 // The test is about the version alone.
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359

        var failure = await Record.ExceptionAsync(() => stream.AuthenticateAsClientAsync("127.0.0.1", null, version, checkCertificateRevocation: false));

        Assert.Equal(isSpoken, failure is null);
    }

    [Fact]
    public async Task Those_who_do_not_speak_TLS_or_say_nothing_are_closed()
    {
        await using var doors = await RunningDoors.StartAsync(("Syslog:Tls:HandshakeTime", "00:00:01"));
        using var plain = new System.Net.Sockets.TcpClient("127.0.0.1", doors.TlsPort);
        using var silent = new System.Net.Sockets.TcpClient("127.0.0.1", doors.TlsPort);

        await plain.GetStream().WriteAsync("<13>in the clear\n"u8.ToArray(), Some.Cancel);

        await EndsAsync(plain.GetStream());
        await EndsAsync(silent.GetStream());
        await AcceptsAsync(doors);
        Assert.Equal(1, doors.CountsOf("syslog", "syslog-tls").Received);
    }

    [Theory]
    [InlineData("no file", "cannot be used")]
    [InlineData("", "there is no certificate in it")]
    public async Task Authorities_that_cannot_be_used_stop_the_start(string content, string words)
    {
        using var folder = new TemporaryFolder();
        if (content.Length == 0)
        {
            await File.WriteAllTextAsync(folder["empty.pem"], content, Some.Cancel);
        }

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => RunningDoors.StartAsync(("Syslog:Tls:ClientCaFile", folder["empty.pem"])));

        Assert.Contains("Collectors:Syslog:Tls:ClientCaFile: " + folder["empty.pem"], refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task AcceptsAsync(RunningDoors doors)
    {
        using var certificate = doors.Certificates.IssueClient("right").Certificate;
        await using var stream = await doors.ConnectTlsAsync(doors.TlsPort, certificate);
        await stream.WriteAsync("<13>right\n"u8.ToArray(), Some.Cancel);
        Assert.Equal("<13>right", Assert.Single(await doors.ReadAsync(1)).Text);
    }

    // With TLS 1.3 a client learns only when it reads that its certificate was refused.
    private static async Task RefusedAsync(Func<Task<SslStream>> connect) => await Assert.ThrowsAnyAsync<Exception>(async () =>
    {
        await using var stream = await connect();
        if (await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, Some.Cancel) == 0)
        {
            throw new IOException("closed");
        }
    });

    private static async Task EndsAsync(Stream stream)
    {
        try
        {
            // An alert may come before the end.
            Assert.True(await stream.ReadAtLeastAsync(new byte[100], 100, throwOnEndOfStream: false, Some.Cancel) < 100);
        }
        catch (IOException)
        {
            return;
        }
    }
}
