using System.Diagnostics;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Cold;

/// <summary>
/// A store of its own that speaks S3, on loopback. Where npm cannot give its server, the test is skipped.
/// </summary>
internal sealed class S3Server : IDisposable
{
    public const string Bucket = "kotwal";

    private static readonly NpmPackage Package = new("s3rver@3.7.1");

    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    private S3Server()
    {
        // Its tokens of long listings use a cipher that today's OpenSSL gives only when it is asked to.
        process = Package.Start("s3.cjs", [folder.Path], "--openssl-legacy-provider");
        Endpoint = "http://127.0.0.1:" + (process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The S3 server did not start."));
    }

    public string Endpoint { get; }

    public static S3Server Get() => new();

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
}
