using System.IO.Compression;

namespace Kotwal.Sigma.Tests.Corpus;

/// <summary>The real rules and events beside the repository; tests that need them are skipped where they are absent.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(Root is null, "There is no ../shared/data beside the repository.");
        return System.IO.Path.Combine([Root!, .. parts]);
    }

    public static Stream OpenGzip(params string[] parts) =>
        new GZipStream(File.OpenRead(Path(parts)), CompressionMode.Decompress);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Kotwal.slnx")))
            {
                var data = System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
