using System.IO.Compression;
using System.Text;

namespace Kotwal.Inputs;

/// <summary>A file that a command was given, or standard input; opened as it is or unpacked on the way.</summary>
/// <param name="Path">The path as given or found in a folder; <c>-</c> for standard input.</param>
internal sealed record InputFile(string Path)
{
    private const string StandardInput = "-";
    private const int LongestMark = 4;

    /// <summary>
    /// Finds the files: a folder stands for all files in it and below, in the order of their names. What does not exist stays in
    /// the list and fails when it is opened, so that one wrong path does not stop the rest.
    /// </summary>
    public static IReadOnlyList<InputFile> Find(IEnumerable<string> paths) => [.. paths.SelectMany(FilesOf).Select(path => new InputFile(path))];

    /// <summary>
    /// Opens the bytes. gzip and zstd are unpacked while they are read and UTF-16 becomes UTF-8; all three are told by their first
    /// bytes, because standard input has no name.
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public async ValueTask<Stream> OpenAsync(CancellationToken cancel)
    {
        if (Path == StandardInput)
        {
            return await UnwrapAsync(System.Console.OpenStandardInput(), cancel);
        }

        if (!File.Exists(Path))
        {
            throw new FileNotFoundException("no such file or folder.");
        }

        return await UnwrapAsync(
            new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan), cancel);
    }

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [path];

    private static async ValueTask<Stream> UnwrapAsync(Stream file, CancellationToken cancel)
    {
        var (mark, whole) = await PeekAsync(file, cancel);
        Stream? unpacked = mark switch
        {
            [0x1F, 0x8B, ..] => new GZipStream(whole, CompressionMode.Decompress),
            [0x28, 0xB5, 0x2F, 0xFD] => new ZstdSharp.DecompressionStream(whole, leaveOpen: false),
            _ => null,
        };
        return unpacked is null ? InUtf8(mark, whole) : await DecodeAsync(unpacked, cancel);
    }

    private static async ValueTask<Stream> DecodeAsync(Stream unpacked, CancellationToken cancel)
    {
        try
        {
            var (mark, whole) = await PeekAsync(unpacked, cancel);
            return InUtf8(mark, whole);
        }
        catch
        {
            await unpacked.DisposeAsync();
            throw;
        }
    }

    private static Stream InUtf8(byte[] mark, Stream text) => mark switch
    {
        [0xFF, 0xFE, ..] => Encoding.CreateTranscodingStream(text, Encoding.Unicode, Encoding.UTF8),
        [0xFE, 0xFF, ..] => Encoding.CreateTranscodingStream(text, Encoding.BigEndianUnicode, Encoding.UTF8),
        _ => text,
    };

    private static async ValueTask<(byte[] Mark, Stream Whole)> PeekAsync(Stream stream, CancellationToken cancel)
    {
        var mark = new byte[LongestMark];
        var length = await stream.ReadAtLeastAsync(mark, LongestMark, throwOnEndOfStream: false, cancel);
        Array.Resize(ref mark, length);
        return (mark, new PrefixedStream(mark, stream));
    }
}
