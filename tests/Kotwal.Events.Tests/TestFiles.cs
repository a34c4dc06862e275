using System.IO.Compression;
using Kotwal.Events.Framing;
using Kotwal.Testing;

namespace Kotwal.Events.Tests;

/// <summary>Where the tests' samples are, and the records of a file.</summary>
internal static class TestFiles
{
    public static string PathOf(string path) => Repository.PathOf("tests", "Kotwal.Events.Tests", path);

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
}
