using System.ComponentModel;
using System.Diagnostics;

namespace Kotwal.Testing.ClickHouse;

/// <summary>
/// ClickHouse's engine behind its HTTP interface on loopback: one process for all tests of an assembly, which ends with them and deletes what it has. Its
/// package comes from npm once and is kept in the folder of build results.
/// </summary>
internal sealed class ClickHouseEngine
{
    private const string Package = "chdb@3.4.0";

    private static readonly TimeSpan MostTimeOfInstall = TimeSpan.FromMinutes(5);
    private static readonly Lazy<(ClickHouseEngine? Engine, string Reason)> One = new(Start);

    private static Process? process;

    private ClickHouseEngine(Uri address) => Address = address;

    public Uri Address { get; }

    /// <summary>The engine; null where npm or node cannot give it.</summary>
    public static ClickHouseEngine? TryGet() => One.Value.Engine;

    /// <summary>The engine; the test is skipped where there is none.</summary>
    public static ClickHouseEngine Get()
    {
        var (engine, reason) = One.Value;
        Assert.SkipWhen(engine is null, $"Needs ClickHouse's engine ({Package}): {reason}");
        return engine;
    }

    private static (ClickHouseEngine?, string) Start()
    {
        try
        {
            var modules = Install();
            var folder = Directory.CreateTempSubdirectory("kotwal-clickhouse-").FullName;
            var start = new ProcessStartInfo("node", [Repository.PathOf("tests", "tools", "clickhouse.cjs"), folder])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            start.Environment["NODE_PATH"] = modules;
            process = Process.Start(start)!;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => process.StandardInput.Close();
            return process.StandardOutput.ReadLine() is { } port
                ? (new ClickHouseEngine(new Uri($"http://127.0.0.1:{port}/")), "")
                : (null, "it did not start.");
        }
        catch (Exception error) when (error is IOException or Win32Exception)
        {
            return (null, error.Message);
        }
    }

    // Installed beside its place and moved there, since several test programs may want it at once.
    private static string Install()
    {
        var place = Repository.PathOf("artifacts", "npm", Package);
        if (!Directory.Exists(place))
        {
            var temporary = Directory.CreateDirectory($"{place}-{Environment.ProcessId}").FullName;
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", temporary, "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-retry-maxtimeout=5000", "--loglevel=error", Package])
            {
                RedirectStandardOutput = true,
            })!;
            if (!npm.WaitForExit(MostTimeOfInstall) || npm.ExitCode != 0)
            {
                npm.Kill(entireProcessTree: true);
                Directory.Delete(temporary, recursive: true);
                throw new IOException("npm could not install it.");
            }

            try
            {
                Directory.Move(temporary, place);
            }
            catch (IOException) when (Directory.Exists(place))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        return Path.Combine(place, "node_modules");
    }
}
