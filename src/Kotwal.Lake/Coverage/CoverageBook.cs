using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Coverage;

/// <summary>Keeps the matrix of who sent logs when beside the events, so that nobody has to read a year of them for it. Safe for many threads.</summary>
/// <param name="lake">The lake's folder.</param>
public sealed class CoverageBook(string lake)
{
    private readonly Lazy<CoverageMatrix> kept = new(() => Load(Path.Combine(lake, CoverageFile.Name)));
    private volatile CoverageMatrix? published;

    /// <summary>The matrix as it was counted last.</summary>
    /// <exception cref="IOException">The file is there and the disk refuses it.</exception>
    public CoverageMatrix Current => published ?? kept.Value;

    /// <summary>Puts another in its place.</summary>
    /// <exception cref="IOException">The disk is full or broken; it is kept in memory all the same.</exception>
    public void Publish(CoverageMatrix matrix)
    {
        published = matrix;
        new LakeFiles().Write(Path.Combine(lake, CoverageFile.Name), CoverageFile.Write(matrix));
    }

    /// <summary>Notes which days are still to be counted, in memory alone.</summary>
    internal void Await(IEnumerable<DateOnly> days) => published = Current with { Waiting = [.. days] };

    private static CoverageMatrix Load(string path) =>
        File.Exists(path) ? CoverageFile.Read(File.ReadAllBytes(path)) ?? CoverageMatrix.Empty : CoverageMatrix.Empty;
}
