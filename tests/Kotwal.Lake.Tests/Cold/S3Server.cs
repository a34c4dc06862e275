using System.ComponentModel;
using System.Diagnostics;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Cold;

/// <summary>
/// A store of its own that speaks S3, on loopback. The package of its server comes from npm once and is kept among the results of builds; where npm
/// cannot give it, the test is skipped.
/// </summary>
internal sealed class S3Server : IDisposable
{
    public const string Bucket = "kotwal";

    private const string Package = "s3rver@3.7.1";

    private static readonly TimeSpan LongestInstall = TimeSpan.FromMinutes(5);
    private static readonly Lazy<(string? Modules, string Reason)> Installed = new(Install);

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private S3Server(string modules)
    {
        // Its tokens of long listings use a cipher that today's OpenSSL gives only when it is asked to.
        var start = new ProcessStartInfo("node", ["--openssl-legacy-provider", Repository.PathOf("tests", "tools", "s3.cjs"), folder.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = modules;
        process = Process.Start(start)!;
        Endpoint = "http://127.0.0.1:" + (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The S3 server did not start."));
    }

    public string Endpoint { get; }

    public static S3Server Get()
    {
        var (modules, reason) = Installed.Value;
        Assert.SkipWhen(modules is null, $"Needs {Package} of npm: {reason}");
        return new S3Server(modules);
    }

    /// <summary>Settings of a cold store in it.</summary>
    public S3Options Options(string prefix = "city/")
    {
        var options = new S3Options();
        Set(options, prefix);
        return options;
    }

    public void Set(S3Options options, string prefix = "city/") =>
        (options.Bucket, options.Prefix, options.Endpoint, options.AccessKey, options.SecretKey) = (Bucket, prefix, Endpoint, "S3RVER", "S3RVER");

    public void Stop()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        process.Dispose();
        folder.Dispose();
    }

    // Made beside its place and moved there whole: several test programs may want it at once.
    private static (string? Modules, string Reason) Install()
    {
        var place = Repository.PathOf("artifacts", "npm", Package);
        var temporary = $"{place}-{Environment.ProcessId}";
        try
        {
            if (!Directory.Exists(place))
            {
                Directory.CreateDirectory(temporary);
                RunNpm(temporary);
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

    private static void RunNpm(string folder)
    {
        string[] arguments = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", Package];
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { RedirectStandardOutput = true })!;
        if (!npm.WaitForExit(LongestInstall) || npm.ExitCode != 0)
        {
            npm.Kill(entireProcessTree: true);
            throw new IOException("npm did not install it.");
        }
    }
}
