using System.Globalization;
using System.Runtime.InteropServices;
using Kotwal.City.Data;
using Kotwal.Lake.Copies;

namespace Kotwal.Copies;

/// <summary>
/// Keeps a data folder as an earlier program left it, before this one changes anything: a folder in it that is itself a data folder, for
/// the way back. Files of the lake that are never written again are linked and cost nothing until they are merged away; all others are
/// copied. Nobody else may write meanwhile.
/// </summary>
/// <param name="root">The data folder.</param>
/// <param name="lake">The lake's folder.</param>
/// <param name="clock">Names the folder.</param>
internal sealed class UpgradeSnapshot(string root, string lake, TimeProvider clock) : IBeforeMigration, IDisposable
{
    private const string Prefix = "before-upgrade-";
    private const string Partial = ".partial";

    private readonly SemaphoreSlim turn = new(1, 1);
    private string? taken;

    /// <summary>Takes a snapshot when the lake is of an earlier version.</summary>
    /// <exception cref="IOException">Another program writes to the folder, or the disk is full or broken; nothing was changed.</exception>
    public async Task TakeIfLakeIsOlderAsync(CancellationToken cancel)
    {
        if (LakeSnapshot.IsOlder(lake))
        {
            await RunAsync(cancel);
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            taken ??= await TakeAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<string> TakeAsync(CancellationToken cancel)
    {
        using var alone = LakeSnapshot.TryLock(lake)
            ?? throw new IOException($"{root} is of an earlier version and another program works on it. Stop that first: it cannot go on once this one has changed the folder.");
        var target = Path.Combine(root, Prefix + clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture));
        foreach (var broken in Directory.EnumerateDirectories(root, Prefix + "*" + Partial))
        {
            Directory.Delete(broken, recursive: true);
        }

        DurableCopy.CreatePrivateFolder(target + Partial);
        foreach (var path in Files())
        {
            var copy = Path.Combine(target + Partial, path);
            DurableCopy.CreatePrivateFolder(Path.GetDirectoryName(copy)!);
            if (!IsNeverWritten(path) || !TryLink(Path.Combine(root, path), copy))
            {
                await DurableCopy.CopyAsync(Path.Combine(root, path), copy, cancel);
            }
        }

        foreach (var folder in Directory.EnumerateDirectories(target + Partial, "*", SearchOption.AllDirectories).Append(target + Partial))
        {
            DurableCopy.FlushFolder(folder);
        }

        Directory.Move(target + Partial, target);
        DurableCopy.FlushFolder(root);
        return target;
    }

    // Without earlier snapshots and copies, what only a running program holds, and what is scratch.
    private List<string> Files() =>
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !path.StartsWith(Prefix, StringComparison.Ordinal) && !path.StartsWith("city.db.before-", StringComparison.Ordinal))
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal) && path != "spool/lock")
            .Where(path => !path.StartsWith("lake/tmp/", StringComparison.Ordinal) && !path.StartsWith("lake/leases/", StringComparison.Ordinal)),
    ];

    // They get their name when they are whole, and are only ever deleted.
    private static bool IsNeverWritten(string path) =>
        path.StartsWith("lake/day=", StringComparison.Ordinal) || path.StartsWith("lake/seals/", StringComparison.Ordinal);

    private static bool TryLink(string file, string link) => !OperatingSystem.IsWindows() && Link(file, link) == 0;

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string link);
}
