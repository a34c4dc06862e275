using System.ComponentModel;
using System.Diagnostics;

namespace Kotwal.Testing;

/// <summary>
/// A program of npm's that tests talk to. It is fetched once and kept among the results of builds; where npm cannot give it, the test is skipped.
/// </summary>
internal sealed class NpmPackage(string name)
{
    private static readonly TimeSpan LongestInstall = TimeSpan.FromMinutes(5);

    private readonly Lazy<(string? Modules, string Reason)> installed = new(() => Install(name));

    /// <summary>Starts a script of ours that uses the package.</summary>
    /// <param name="script">The file in <c>tests/tools</c>.</param>
    /// <param name="arguments">What the script is given.</param>
    /// <param name="nodeOptions">What node itself is given.</param>
    public Process Start(string script, string[] arguments, params string[] nodeOptions)
    {
        var (modules, reason) = installed.Value;
        Assert.SkipWhen(modules is null, $"Needs {name} of npm: {reason}");
        var start = new ProcessStartInfo("node", [.. nodeOptions, Repository.PathOf("tests", "tools", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = modules;
        return Process.Start(start)!;
    }

    // Made beside its place and moved there whole: several test programs may want it at once.
    private static (string? Modules, string Reason) Install(string name)
    {
        var place = Repository.PathOf("artifacts", "npm", name.Replace('/', '-'));
        var temporary = $"{place}-{Environment.ProcessId}";
        try
        {
            if (!Directory.Exists(place))
            {
                Directory.CreateDirectory(temporary);
                RunNpm(temporary, name);
                Directory.Move(temporary, place);
            }

            return (Path.Combine(place, "node_modules"), "");
        }
        catch (Exception failure) when (failure is IOException or Win32Exception)
        {
            return Directory.Exists(place) ? (Path.Combine(place, "node_modules"), "") : (null, failure.Message);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static void RunNpm(string folder, string name)
    {
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", name];
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { RedirectStandardOutput = true })!;
        if (!npm.WaitForExit(LongestInstall) || npm.ExitCode != 0)
        {
            npm.Kill(entireProcessTree: true);
            throw new IOException("npm did not install it.");
        }
    }
}
