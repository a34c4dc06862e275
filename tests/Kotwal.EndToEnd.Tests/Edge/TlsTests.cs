using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Edge;

public sealed partial class TlsTests(TlsTests.Server served) : IClassFixture<TlsTests.Server>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_printed_fingerprint_is_that_of_the_certificate_that_connections_get()
    {
        using var connection = await ShakeHandsAsync(SslProtocols.None);

        Assert.True(served.IsOurs(connection.RemoteCertificate));
        Assert.True(X509CertificateLoader.LoadCertificate(connection.RemoteCertificate!.GetRawCertData()).MatchesHostname("localhost"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Today_s_versions_are_spoken(SslProtocols version)
    {
        using var connection = await ShakeHandsAsync(version);

        Assert.Equal(version, connection.SslProtocol);
    }

    [Fact]
    public async Task A_query_believes_no_certificate_that_nobody_vouched_for_and_says_what_to_compare()
    {
        var result = await QueryAsync();

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(served.Fingerprint, result.Error, StringComparison.Ordinal);
        Assert.Contains("--fingerprint", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_believes_the_fingerprint_or_the_file_that_it_is_given()
    {
        var byFingerprint = await QueryAsync("--fingerprint", served.Fingerprint);
        var byFile = await QueryAsync("--ca-file", served.Data["keys/server.crt"]);

        Assert.True(byFingerprint.ExitCode == 0, byFingerprint.Error);
        Assert.True(byFile.ExitCode == 0, byFile.Error);
    }

    [Fact]
    public async Task A_query_refuses_another_fingerprint_and_another_file()
    {
        var other = await File.ReadAllTextAsync(served.Data["keys/server.crt"], Cancel);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var impostor = new CertificateRequest("CN=Kotwal", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await File.WriteAllTextAsync(served.Data["impostor.crt"], impostor.ExportCertificatePem(), Cancel);

        Assert.NotEqual(other, impostor.ExportCertificatePem());
        Assert.Equal(3, (await QueryAsync("--fingerprint", new string('0', 64))).ExitCode);
        Assert.Equal(3, (await QueryAsync("--ca-file", served.Data["impostor.crt"])).ExitCode);
        Assert.Equal(2, (await QueryAsync("--fingerprint", "1234")).ExitCode);
    }

    [Fact]
    public async Task Cookies_are_secure_and_the_session_belongs_to_this_host_alone()
    {
        using var client = served.Trusting();
        var page = await client.GetAsync(new Uri(served.Process.SetupLink!.PathAndQuery, UriKind.Relative), Cancel);
        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", ProofIn(await page.Content.ReadAsStringAsync(Cancel))),
            new("token", served.Process.SetupLink.Query["?token=".Length..]),
            new("name", "asha"), new("password", "a long enough phrase"), new("again", "a long enough phrase"),
        ]);

        var entered = await client.PostAsync(new Uri("/setup", UriKind.Relative), form, Cancel);

        var cookies = page.Headers.GetValues("Set-Cookie").Concat(entered.Headers.GetValues("Set-Cookie")).ToList();
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("; httponly", cookie, StringComparison.Ordinal));
        var session = Assert.Single(cookies, cookie => cookie.StartsWith("__Host-kotwal-session=", StringComparison.Ordinal));
        Assert.Contains("; path=/;", session, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", session, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", false)]
    [InlineData(null, true)]
    public async Task A_browser_is_told_to_stay_with_TLS_but_not_for_all_of_localhost(string? host, bool isTold)
    {
        using var client = served.Trusting();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = host ?? Environment.MachineName;

        var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(isTold, answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Plain_http_beyond_this_machine_stops_the_start_with_a_sentence()
    {
        var refused = await KotwalProcess.RunAsync("serve", "--data", served.Data["other"], "--listen", "http://0.0.0.0:0", "--syslog-port", "0");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--insecure-http", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(served.Data["other"]));
    }

    private async Task<SslStream> ShakeHandsAsync(SslProtocols version)
    {
        var client = new TcpClient();
        await client.ConnectAsync("localhost", served.Process.Address.Port, Cancel);
        var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = version, RemoteCertificateValidationCallback = (_, certificate, _, _) => served.IsOurs(certificate) }, Cancel);
        return stream;
    }

    private Task<CommandResult> QueryAsync(params string[] more) =>
        KotwalProcess.RunAsync(["query", "--server", served.Process.Address.ToString(), "--token", served.Token, .. more, "anything"]);

    private static string ProofIn(string page) => Proof().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Proof();

    [GeneratedRegex(@"^sha-256\s+(\S+)$", RegexOptions.Multiline)]
    private static partial Regex Printed();

    /// <summary>A server that others can reach, as it comes.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal TemporaryFolder Data { get; } = new();

        internal KotwalProcess Process { get; private set; } = null!;

        internal string Token { get; private set; } = "";

        internal string Fingerprint => Printed().Match(Process.Output).Groups[1].Value;

        public async ValueTask InitializeAsync()
        {
            Process = await KotwalProcess.StartAsync(["serve", "--data", Data.Path, "--listen", "https://0.0.0.0:0", "--syslog-port", "0"]);
            Token = await KotwalProcess.CreateTokenAsync(Data.Path, "analyst");
        }

        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            Data.Dispose();
        }

        internal bool IsOurs(X509Certificate? certificate) =>
            certificate?.GetCertHashString(HashAlgorithmName.SHA256) == Fingerprint.Replace(":", "", StringComparison.Ordinal);

        internal HttpClient Trusting()
        {
            var handler = new HttpClientHandler { AllowAutoRedirect = false };
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) => IsOurs(certificate);
            return new HttpClient(handler) { BaseAddress = Process.Address };
        }
    }
}
