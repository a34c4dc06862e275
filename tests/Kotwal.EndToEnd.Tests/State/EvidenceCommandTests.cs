using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.State;

/// <summary>A package of evidence from a running server, and the very commands of its README.</summary>
public sealed class EvidenceCommandTests
{
    [Fact]
    public async Task A_package_is_checked_by_sha256sum_and_openssl_alone_and_is_in_the_audit_trail()
    {
        using var data = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var token = await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        await using var server = await KotwalProcess.ServeAsync(data.Path);
        using var client = server.Client(token);
        using var body = new StringContent("the pump stopped\nthe pump started\n", Encoding.UTF8);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        (await client.PostAsync(new Uri("/api/v1/ingest/pumps", UriKind.Relative), body, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await Until.TrueAsync(async () => (await KotwalProcess.RunAsync("query", "--data", data.Path, "--output", "csv", "stopped")).Answer.Contains("pump", StringComparison.Ordinal));

        var made = await KotwalProcess.RunAsync("evidence", "--data", data.Path, "--query", "stopped", "--for", "Case 7", "--out", other["case.zip"]);
        var again = await KotwalProcess.RunAsync("evidence", "--data", data.Path, "--query", "stopped", "--out", other["case.zip"]);
        var wrong = await KotwalProcess.RunAsync("evidence", "--data", data.Path, "--query", "| take 1", "--out", other["other.zip"]);
        await ShellAsync(other.Path, "python3 -m zipfile -e case.zip . || unzip -q case.zip");

        Assert.Contains("1 events", made.Answer, StringComparison.Ordinal);
        Assert.Equal((0, 2, 2), (made.ExitCode, again.ExitCode, wrong.ExitCode));
        Assert.Equal(["case.zip"], Directory.GetFiles(other.Path, "*.zip").Select(Path.GetFileName));
        Assert.Equal(0, await ShellAsync(other.Path, "sha256sum -c SHA256SUMS"));
        Assert.Equal(0, await ShellAsync(other.Path, "openssl dgst -sha256 -verify key.pem -signature SHA256SUMS.sig SHA256SUMS"));
        Assert.Contains("evidence.make", (await KotwalProcess.RunAsync("audit", "export", "--data", data.Path)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_leaves_encrypted_opens_with_its_key_and_no_other()
    {
        using var data = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await using (await KotwalProcess.ServeAsync(data.Path))
        {
            // A server that has run once is enough: the package then holds no event.
        }

        await File.WriteAllTextAsync(other["key"], new string('a', 64) + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(other["wrong"], new string('b', 64), TestContext.Current.CancellationToken);
        var made = await KotwalProcess.RunAsync("evidence", "--data", data.Path, "--query", "stopped", "--out", other["case.kwen"], "--encrypt", other["key"]);
        var noKey = await KotwalProcess.RunAsync("evidence", "--data", data.Path, "--query", "stopped", "--out", other["other"], "--encrypt", other["case.kwen"]);
        var refused = await KotwalProcess.RunAsync("decrypt", "--key", other["wrong"], "--in", other["case.kwen"], "--out", other["case.zip"]);
        var opened = await KotwalProcess.RunAsync("decrypt", "--key", other["key"], "--in", other["case.kwen"], "--out", other["case.zip"]);
        await ShellAsync(other.Path, "python3 -m zipfile -e case.zip . || unzip -q case.zip");

        Assert.Equal((0, 2, 2, 0), (made.ExitCode, noKey.ExitCode, refused.ExitCode, opened.ExitCode));
        Assert.Equal(0, await ShellAsync(other.Path, "sha256sum -c SHA256SUMS"));
        Assert.Empty(Directory.GetFiles(other.Path, "*partial*"));
        Assert.Equal(-1, (await File.ReadAllBytesAsync(other["case.kwen"], TestContext.Current.CancellationToken)).AsSpan().IndexOf("SHA256SUMS"u8));
    }

    [Fact]
    public async Task Holds_are_made_and_lifted_by_those_who_may_and_are_in_the_audit_trail()
    {
        using var data = new TemporaryFolder();
        var may = await KotwalProcess.CreateTokenAsync(data.Path, "responder");
        var mayNot = await KotwalProcess.CreateTokenAsync(data.Path, "analyst");
        await using var server = await KotwalProcess.ServeAsync(data.Path);
        using var responder = server.Client(may);
        using var analyst = server.Client(mayNot);
        var holds = new Uri("/api/v1/holds", UriKind.Relative);

        var refused = await PostAsync(analyst, holds, """{"name":"Case 7","query":"user.name:asha"}""");
        var wrong = await PostAsync(responder, holds, """{"name":"Case 7","query":"| take 5"}""");
        var made = await PostAsync(responder, holds, """{"name":"Case 7","query":"user.name:asha","from":"2026-11-01T00:00:00Z"}""");
        using var hold = JsonDocument.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var id = hold.RootElement.GetProperty("id").GetString();
        var lifted = await PostAsync(responder, new Uri($"/api/v1/holds/{id}/lift", UriKind.Relative), "{}");
        using var listed = JsonDocument.Parse(await analyst.GetStringAsync(holds, TestContext.Current.CancellationToken));

        Assert.Equal([403, 400, 201, 200], new[] { refused, wrong, made, lifted }.Select(answer => (int)answer.StatusCode));
        Assert.Contains("test-responder", listed.RootElement[0].GetProperty("liftedBy").GetString(), StringComparison.Ordinal);
        Assert.Contains($"{id}  lifted", (await KotwalProcess.RunAsync("hold", "list", "--data", data.Path)).Answer, StringComparison.Ordinal);
        var trail = (await KotwalProcess.RunAsync("audit", "export", "--data", data.Path)).Answer;
        Assert.All(["hold.add", "hold.lift"], action => Assert.Contains(action, trail, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri address, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(address, body, TestContext.Current.CancellationToken);
    }

    private static async Task<int> ShellAsync(string folder, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return shell.ExitCode;
    }
}
