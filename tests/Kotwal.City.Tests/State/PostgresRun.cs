using System.Diagnostics;

namespace Kotwal.City.Tests.State;

/// <summary>Runs this very suite again, with its state on PostgreSQL.</summary>
public sealed class PostgresRun
{
    [Fact]
    public async Task What_passes_on_SQLite_passes_on_PostgreSQL()
    {
        if (TestState.Server is null)
        {
            Assert.Skip($"{TestState.ServerVariable} names no server; tests/postgres.sh starts one.");
        }

        if (TestState.IsOnPostgres)
        {
            Assert.Skip("This is the run on PostgreSQL.");
        }

        var suite = typeof(PostgresRun).Assembly.GetName().Name;
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "-noColor", "-noLogo", "-namespace-", $"{suite}.Pages" },
            Environment = { [TestState.RunVariable] = nameof(StateDatabase.PostgreSql) },
            RedirectStandardOutput = true,
        };

        using var run = Process.Start(start)!;
        var said = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(run.ExitCode == 0 && said.Contains("Failed: 0", StringComparison.Ordinal), said);
    }
}
