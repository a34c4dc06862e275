using System.Text;

namespace Kotwal.Fuzz;

/// <summary>The samples of a target: those that its tests have anyway, and inputs that once broke a promise.</summary>
/// <param name="Folder">Folder of the repository, or null when there are none.</param>
/// <param name="Pattern">Names of the files, with a wildcard.</param>
/// <param name="IsByLine">True when each line is a sample, false when each file is.</param>
/// <param name="Others">Samples that are in no file.</param>
internal sealed record SampleFiles(string? Folder, string Pattern, bool IsByLine, IReadOnlyList<byte[]>? Others = null)
{
    private static readonly string Root = FindRoot();

    /// <summary>Where samples of crashes are kept.</summary>
    public static string CorpusOf(string target) => Path.Combine(Root, "fuzz", "corpus", target);

    /// <summary>Where inputs that break a promise are written.</summary>
    public static string Findings { get; } = Path.Combine(Root, "artifacts", "fuzz");

    /// <summary>All samples in a fixed order; the empty input is one of them.</summary>
    /// <param name="target">Name of the target.</param>
    /// <param name="more">Another folder of samples, one a file; or null.</param>
    public IReadOnlyList<byte[]> Read(string target, string? more)
    {
        var samples = new List<byte[]> { Array.Empty<byte>() };
        samples.AddRange(Others ?? []);
        if (Folder is not null)
        {
            var files = FilesOf(Path.Combine(Root, Folder), Pattern).ToList();
            samples.AddRange(IsByLine ? files.SelectMany(LinesOf) : files);
            samples.AddRange(IsByLine ? HexadecimalOf(Path.Combine(Root, Folder)) : []);
        }

        samples.AddRange(FilesOf(CorpusOf(target), "*"));
        samples.AddRange(more is null ? [] : FilesOf(more, "*"));
        return samples;
    }

    private static IEnumerable<byte[]> FilesOf(string folder, string pattern) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [];

    // Formats of bytes have their samples in hexadecimal, one a line.
    private static IEnumerable<byte[]> HexadecimalOf(string folder) =>
        FilesOf(folder, "*.hex").SelectMany(LinesOf).Where(line => line.Length > 0).Select(line => Convert.FromHexString(Encoding.ASCII.GetString(line)));

    private static IEnumerable<byte[]> LinesOf(byte[] file)
    {
        for (var start = 0; start < file.Length;)
        {
            var length = file.AsSpan(start).IndexOf((byte)'\n');
            var end = length < 0 ? file.Length : start + length;
            yield return file[start..end];
            start = end + 1;
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
