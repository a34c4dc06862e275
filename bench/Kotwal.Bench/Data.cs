using System.IO.Compression;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Events;
using Kotwal.Events.Framing;
using Kotwal.Sigma.Rules;

namespace Kotwal.Bench;

/// <summary>What is measured with: the shared data beside the repository, or the repository's own samples where there is none.</summary>
internal static class Data
{
    /// <summary>Records in each measured run; fewer are used again until there are that many.</summary>
    public const int Records = 2000;

    // One of so many lines of a long file, so that all its kinds of events are there.
    private const int Stride = 40;

    private static readonly EventTime ReceivedAt = EventTime.From(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the shared data.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    /// <summary>True when the shared data is there.</summary>
    public static bool IsShared { get; } = Directory.Exists(Shared);

    /// <summary>The rules about Windows: those of the SigmaHQ rule set, or those that ship.</summary>
    public static RuleIndex WindowsRules()
    {
        var folder = IsShared ? Path.Combine(Shared, "sigma", "rules", "windows") : Path.Combine(Root, "content", "rules", "windows");
        return new(SigmaRuleSet.Load([folder]).Rules, MappingSet.Load(Path.Combine(Root, "content", "mappings")));
    }

    /// <summary>Records of a file of events.</summary>
    /// <param name="shared">Its name in the shared data's folder of events.</param>
    /// <param name="sample">Path of the sample that stands in, below the tests' folder of formats.</param>
    public static Record[] Read(string shared, string sample)
    {
        var lines = IsShared
            ? LinesOf(new GZipStream(File.OpenRead(Path.Combine(Shared, "events", shared)), CompressionMode.Decompress))
            : LinesOf(File.OpenRead(Path.Combine(Root, "tests", "Kotwal.Events.Tests", "Formats", sample)));
        var chosen = lines.Count >= Stride * Records ? [.. lines.Where((_, number) => number % Stride == 0)] : lines;
        return ToRecords(chosen);
    }

    /// <summary>Records of lines that the caller has.</summary>
    public static Record[] ToRecords(IReadOnlyList<byte[]> lines)
    {
        var origin = new RecordOrigin { Source = "bench", Transport = "file" };
        return [.. Enumerable.Range(0, Records).Select(number => new Record(lines[number % lines.Count], origin, ReceivedAt, number, IsTruncated: false))];
    }

    private static List<byte[]> LinesOf(Stream stream)
    {
        using (stream)
        {
            var lines = new List<byte[]>();
            using var framer = new RecordFramer(stream, RecordFraming.Lines);
            while (framer.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            {
                lines.Add(framer.Payload.ToArray());
            }

            return lines;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Kotwal.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No Kotwal.slnx above " + AppContext.BaseDirectory);
    }
}
