using System.IO.Compression;

namespace Kotwal.Inputs;

/// <summary>A file that a command was given, or standard input; opened as it is or unpacked on the way.</summary>
/// <param name="Path">The path as given or found in a folder; <c>-</c> for standard input.</param>
internal sealed record InputFile(string Path)
{
    private const string StandardInput = "-";

    /// <summary>Finds the files: a folder stands for all files in it and below, in the order of their names.</summary>
    /// <exception cref="BadInputException">A path does not exist.</exception>
    public static IReadOnlyList<InputFile> Find(IEnumerable<string> paths)
    {
        var found = new List<InputFile>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                found.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal).Select(file => new InputFile(file)));
            }
            else if (path == StandardInput || File.Exists(path))
            {
                found.Add(new InputFile(path));
            }
            else
            {
                throw new BadInputException($"{path}: no such file or folder.");
            }
        }

        return found;
    }

    /// <summary>Opens the bytes; <c>.gz</c> and <c>.zst</c> are unpacked while they are read.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public Stream Open()
    {
        var file = Path == StandardInput
            ? System.Console.OpenStandardInput()
            : new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        return System.IO.Path.GetExtension(Path).ToUpperInvariant() switch
        {
            ".GZ" => new GZipStream(file, CompressionMode.Decompress),
            ".ZST" => new ZstdSharp.DecompressionStream(file, leaveOpen: false),
            _ => file,
        };
    }
}
