using System.Net.Http.Headers;
using System.Text;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>Whatever is sent to the real server, well or badly, its secrets are in no log and in no file, at the most talkative level.</summary>
public sealed class SecretsTests
{
    private const string Wrong = "wrong-password-7f3a";
    private const string FormPassword = "a-formless-phrase-91c2";
    private const string MadeUpToken = "kotwal_v1MadeUpTokenThatNobodyHas0123456789abcdef";
    private const string DatabasePassword = "database-phrase-83bd";
    private const string BasicSecret = "basic-phrase-55e1";

    // The program itself sets wider categories to Warning, and the longer name wins.
    private static readonly Dictionary<string, string> EverythingIsSaid = new[]
    {
        "Default", "Microsoft.AspNetCore", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Authentication", "Microsoft.EntityFrameworkCore.Database",
        "Microsoft.EntityFrameworkCore.Database.Command", "Microsoft.Extensions", "System",
    }.ToDictionary(category => category, _ => "Trace");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_is_in_a_log_a_file_or_the_audit_trail()
    {
        await using var server = await EdgeServer.StartAsync(new { Logging = new { LogLevel = EverythingIsSaid } });
        var setup = server.Process.SetupLink!.Query["?token=".Length..];
        var token = await KotwalProcess.CreateTokenAsync(server.Data, "admin");
        using var person = await Person.SetUpAsync(server.Process);

        var csrf = await DriveAsync(server, person, token);
        await server.Process.KillAsync();

        string[] secrets = [setup, token, Person.Password, Wrong, FormPassword, MadeUpToken, BasicSecret, csrf, .. person.Cookies];
        Assert.Contains("dbug: Microsoft.AspNetCore.", server.Process.Output, StringComparison.Ordinal);
        Assert.Contains("dbug: Microsoft.EntityFrameworkCore.", server.Process.Output, StringComparison.Ordinal);
        Assert.All(secrets, secret =>
        {
            Assert.True(secret.Length >= 12, "Too short to be searched for.");

            // The link is what the standard output is for, once; the program says it nowhere else.
            var said = server.Process.Output.Replace(server.Process.SetupLink.ToString(), "", StringComparison.Ordinal);
            Assert.False(said.Contains(secret, StringComparison.Ordinal), $"The log says {secret}: {LineWith(said, secret)}");
        });
        Assert.Empty(
            from file in Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories)
            let bytes = File.ReadAllBytes(file)
            from secret in secrets
            where bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0
            select $"{Path.GetRelativePath(server.Data, file)} holds {secret}");
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=kotwal;Username=kotwal;Password=" + DatabasePassword, 3)]
    [InlineData("Host=127.0.0.1;Port=none;Password=" + DatabasePassword, 2)]
    [InlineData("Password " + DatabasePassword, 2)]
    public async Task A_database_that_cannot_be_reached_or_is_named_wrongly_is_told_without_its_password(string connection, int exitCode)
    {
        using var folder = new TemporaryFolder();
        var settings = new { City = new { Database = "PostgreSql", ConnectionString = connection }, Logging = new { LogLevel = EverythingIsSaid } };
        await File.WriteAllTextAsync(folder["settings.json"], System.Text.Json.JsonSerializer.Serialize(settings), Cancel);

        var failed = await KotwalProcess.RunAsync(
            "serve", "--data", folder["data"], "--listen", "http://127.0.0.1:0", "--syslog-port", "0", "--config", folder["settings.json"]);

        Assert.Equal(exitCode, failed.ExitCode);
        Assert.DoesNotContain(DatabasePassword, failed.Answer + failed.Error, StringComparison.Ordinal);
    }

    /// <summary>Goes through every door, and fails at most of them.</summary>
    private static async Task<string> DriveAsync(EdgeServer server, Person person, string token)
    {
        await person.GetAsync("/");
        await person.GetAsync("/alerts");
        await person.GetAsync("/setup?token=" + token);
        var csrf = System.Text.Json.JsonDocument.Parse(await person.ReadAsync("/api/v1/csrf-token")).RootElement.GetProperty("token").GetString()!;
        using var stranger = new Person(server.Address);
        await stranger.SubmitAsync("/sign-in", ("name", Person.Name), ("password", Wrong));
        await stranger.SubmitAsync("/sign-in?next=/alerts", ("name", Person.Name), ("password", Person.Password));
        await stranger.GetAsync("/sign-in?password=" + FormPassword);
        await PostAsync(stranger, "/sign-in", "name=asha&password=" + FormPassword, "application/x-www-form-urlencoded");
        await PostAsync(stranger, "/setup", "{\"password\":\"" + FormPassword + "\"}", "application/json");
        await PostAsync(stranger, "/sign-out", "password=" + FormPassword, "application/x-www-form-urlencoded");
        using var program = server.Client();
        foreach (var authorization in new AuthenticationHeaderValue[] { new("Bearer", token), new("Bearer", MadeUpToken), new("Basic", BasicSecret) })
        {
            program.DefaultRequestHeaders.Authorization = authorization;
            foreach (var path in new[] { "/api/v1/alerts", "/api/v1/nothing", "/metrics", "/openapi/v1.json", "/" })
            {
                await program.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            }

            using var broken = new StringContent("{\"query\":", Encoding.UTF8, "application/json");
            await program.PostAsync(new Uri("/api/v1/query", UriKind.Relative), broken, Cancel);
            using var line = new StringContent("a line");
            await program.PostAsync(new Uri("/api/v1/ingest/door", UriKind.Relative), line, Cancel);
        }

        await RawHttp.AskAsync(server.Address, $"GET / HTTP/1.1\r\nHost: attacker.example\r\nCookie: kotwal-session={MadeUpToken}\r\nConnection: close\r\n\r\n");
        await RawHttp.AskAsync(server.Address, $"GET / HTTP/9.9\r\nHost: localhost\r\nAuthorization: Bearer {MadeUpToken}\r\n\r\n");
        await KotwalProcess.RunAsync("query", "--server", server.Address.ToString(), "--token", token, "((");
        return csrf;
    }

    private static async Task PostAsync(Person person, string path, string text, string type)
    {
        using var body = new StringContent(text, Encoding.UTF8, type);
        await person.Client.PostAsync(new Uri(path, UriKind.Relative), body, Cancel);
    }

    private static string? LineWith(string text, string secret) => text.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.Ordinal));
}
