using Kotwal.Copies;

namespace Kotwal.Backups;

/// <summary>
/// Holds the files of a spool open while the rest is copied, so that what the server releases meanwhile is not lost to the backup: records
/// that the copy of the lake has not yet must be in the copy of the spool.
/// </summary>
internal sealed class SpoolTail(string folder) : IDisposable
{
    private readonly SortedDictionary<string, FileStream> files = new(StringComparer.Ordinal);

    /// <summary>Takes hold of files that have come since.</summary>
    public void Hold()
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.segment").Order(StringComparer.Ordinal))
        {
            if (!files.ContainsKey(path))
            {
                try
                {
                    files.Add(path, DurableCopy.Open(path));
                }
                catch (FileNotFoundException)
                {
                    // Released between the look and this moment, hence stored before the lake is looked at.
                }
            }
        }
    }

    /// <summary>Copies all of them, the oldest first, as far as they are written now.</summary>
    public async Task CopyAsync(Func<string, Stream, Task> copy)
    {
        foreach (var (path, file) in files)
        {
            file.Position = 0;
            await copy(Path.GetFileName(path), file);
        }
    }

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }
}
