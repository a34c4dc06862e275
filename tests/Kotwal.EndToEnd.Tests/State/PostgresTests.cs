using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.State;

/// <summary>The real program with its state on a real PostgreSQL.</summary>
public sealed class PostgresTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_on_PostgreSQL_and_the_commands_beside_it_share_one_state()
    {
        if (Environment.GetEnvironmentVariable("KOTWAL_TEST_POSTGRES") is not { } server)
        {
            Assert.Skip("KOTWAL_TEST_POSTGRES names no server; tests/postgres.sh starts one.");
            return;
        }

        using var data = new TemporaryFolder();
        var settings = new { City = new { Database = "PostgreSql", ConnectionString = server + ";Database=postgres;Password=never-told-7" } };
        await File.WriteAllTextAsync(data["settings.json"], JsonSerializer.Serialize(settings), Cancel);
        string[] here = ["--data", data.Path, "--config", data["settings.json"]];
        var token = await KotwalProcess.RunAsync(["token", "create", "--name", "t", "--role", "admin", .. here]);
        await using var running = await KotwalProcess.ServeAsync(data.Path, "--config", data["settings.json"]);
        using var client = running.Client(token.Answer.Trim());

        await Until.TrueAsync(
            async () => (await client.GetStringAsync(new Uri("/api/v1/incidents", UriKind.Relative), Cancel))
                .Contains("API token with the administrator", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60), () => running.Output);
        var recover = await KotwalProcess.RunAsync(["access", "recover", "--name", "asha", "--url", running.Address.ToString(), .. here]);
        using var opened = await client.GetAsync(new Uri(recover.Answer.Trim()), Cancel);
        var verify = await KotwalProcess.RunAsync(["audit", "verify", .. here]);

        Assert.True(opened.IsSuccessStatusCode, recover.Error);
        // The token, the recovery and the sign-in; the server's check of the lake comes before or after.
        Assert.Matches("^sound    [34] entries, head ", verify.Answer);
        Assert.False(File.Exists(data["city.db"]) || File.Exists(data["audit.db"]));
        Assert.DoesNotContain("never-told-7", running.Output + token.Error + verify.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"City":{"Database":"PostgreSql"}}""", "City:ConnectionString")]
    [InlineData("""{"City":{"Database":"Oracle"}}""", "City:Database")]
    public async Task A_wrong_setting_ends_the_start_with_a_sentence_that_names_the_key(string settings, string key)
    {
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(data["settings.json"], settings, Cancel);

        var start = await KotwalProcess.RunAsync("serve", "--data", data.Path, "--listen", "http://127.0.0.1:0", "--config", data["settings.json"]);

        Assert.Equal(2, start.ExitCode);
        Assert.Contains(key, start.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", start.Error, StringComparison.Ordinal);
    }
}
