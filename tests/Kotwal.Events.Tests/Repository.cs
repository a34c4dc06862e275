using System.IO.Compression;
using Kotwal.Events.Framing;

namespace Kotwal.Events.Tests;

/// <summary>Where the tests' files are: samples in the tree, larger data beside it.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    public static string Tests(string path) => Path.Combine(Root, "tests", "Kotwal.Events.Tests", path);

    /// <summary>A file or folder of the shared data; skips the test where it is absent.</summary>
    public static string Shared(string path)
    {
        var full = Path.Combine(Root, "..", "shared", "data", path);
        Assert.SkipUnless(Path.Exists(full), $"Needs ../shared/data/{path}.");
        return full;
    }

    /// <summary>The records of a file, unpacked where it is packed.</summary>
    public static async IAsyncEnumerable<Record> RecordsOf(string file, RecordOrigin? origin = null)
    {
        await using var packed = File.OpenRead(file);
        await using Stream stream = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(packed, CompressionMode.Decompress)
            : packed;
        using var framer = new RecordFramer(stream);
        origin ??= Some.Origin(sender: file);
        while (await framer.ReadAsync(TestContext.Current.CancellationToken))
        {
            yield return new Record(framer.Payload, origin, Some.Time, framer.Position, framer.IsTruncated);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kotwal.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
