using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>
/// Takes what a check found to be damaged out of a lake, while no server runs, so that hunts find the rest again. Nothing is destroyed:
/// each file was copied aside before. The chain of seals is left as it is: what it states and the lake has not any more stays a fault.
/// </summary>
public static class LakeRepair
{
    /// <summary>Whether <see cref="Mend"/> can do something about it.</summary>
    public static bool CanMend(LakeFault fault) => fault.Kind switch
    {
        LakeFaultKind.Extra => true,
        // A cold store that is away for a while is no reason to forget what is in it.
        LakeFaultKind.Altered or LakeFaultKind.Missing or LakeFaultKind.Unreadable => !fault.IsCold && fault.Path.EndsWith(LakeFolder.SegmentEnding, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Mends what can be mended.</summary>
    /// <param name="folder">The lake's folder.</param>
    /// <param name="faults">What was found in it.</param>
    /// <param name="setAside">Copies a file, named by its full path, to where it is kept.</param>
    /// <returns>The faults that were mended.</returns>
    /// <exception cref="IOException">The lake is in use, its manifest cannot be read, or the disk refused.</exception>
    public static IReadOnlyList<LakeFault> Mend(string folder, IReadOnlyList<LakeFault> faults, Action<string> setAside)
    {
        // Opening for writing removes what no manifest lists, so that is kept before.
        var mended = faults.Where(CanMend).ToList();
        foreach (var path in mended.Select(fault => Path.Combine(folder, fault.Path)).Where(File.Exists))
        {
            setAside(path);
        }

        using var lake = LakeFolder.Open(folder, new LakeFiles());
        foreach (var extra in mended.Where(fault => fault.Kind == LakeFaultKind.Extra))
        {
            lake.Discard(extra.Path);
        }

        var gone = mended.Where(fault => fault.Kind != LakeFaultKind.Extra).Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal);
        TakeOut(lake, gone);
        lake.Sweep();
        return mended;
    }

    private static void TakeOut(LakeFolder lake, HashSet<string> gone)
    {
        var open = lake.Manifest.Segments.Where(segment => gone.Contains(segment.Path)).Select(segment => segment.Path).ToList();
        if (open.Count > 0)
        {
            lake.Change(now => now with { Sequence = now.Sequence + 1, Segments = now.Segments.RemoveAll(segment => gone.Contains(segment.Path)) }, [], open);
        }

        foreach (var day in lake.Manifest.Folded.Values.ToList())
        {
            var folded = day.Segments.Where(segment => gone.Contains(segment.Path)).ToList();
            if (folded.Count > 0)
            {
                lake.Expire(day.Day, folded, [], seal: null);
            }
        }
    }
}
