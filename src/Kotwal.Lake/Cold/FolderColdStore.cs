using System.Runtime.CompilerServices;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Cold;

/// <summary>A folder of objects, such as a slower disk or a mounted share. It must be there: one that is not mounted is never made anew.</summary>
internal sealed class FolderColdStore(string folder, LakeFiles files) : IColdStore
{
    private readonly string root = Path.GetFullPath(folder);

    public string Place => root;

    public async Task PutAsync(string name, Stream content, CancellationToken cancel)
    {
        RequireRoot();
        var path = PathOf(name);
        MakeFolders(Path.GetDirectoryName(path)!);
        var temporary = path + LakeFiles.TemporaryEnding;
        try
        {
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await content.CopyToAsync(file, cancel).ConfigureAwait(false);
            }

            files.Publish(temporary, path);
        }
        catch
        {
            files.Delete(temporary);
            throw;
        }
    }

    public Task<Stream> OpenAsync(string name, CancellationToken cancel)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true));
        }
        catch (DirectoryNotFoundException gone)
        {
            throw new FileNotFoundException(gone.Message, name, gone);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    public Task DeleteAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            files.Delete(path);
            DayFiles.RemoveEmptyFolders(root, name);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ColdObject> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        RequireRoot();
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(LakeFiles.TemporaryEnding, StringComparison.Ordinal)))
        {
            cancel.ThrowIfCancellationRequested();
            yield return new ColdObject(Path.GetRelativePath(root, path).Replace('\\', '/'), new FileInfo(path).Length);
        }
    }

    public Task RemoveUnfinishedAsync(CancellationToken cancel)
    {
        RequireRoot();
        foreach (var path in Directory.EnumerateFiles(root, "*" + ColdObjects.Ending + "*" + LakeFiles.TemporaryEnding, SearchOption.AllDirectories).ToList())
        {
            files.Delete(path);
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // Nothing is held between calls.
    }

    private string PathOf(string name) => Path.Combine(root, name);

    private void RequireRoot()
    {
        if (!Directory.Exists(root))
        {
            throw new IOException($"The cold folder {root} is not there: it has to be made, or mounted.");
        }
    }

    private void MakeFolders(string path)
    {
        if (!Directory.Exists(path))
        {
            MakeFolders(Path.GetDirectoryName(path)!);
            files.CreateFolder(path);
        }
    }
}
