using System.Globalization;

namespace Kotwal.Lake.Manifest;

/// <summary>The files in the folders of days that the manifest does not list when a lake is opened.</summary>
/// <param name="Retired">Those that the manifest names as such, and those that were not written to their end: they may go.</param>
/// <param name="LeftOver">The others: a crash left them, or the manifest is an older one that somebody put back.</param>
/// <param name="NextFile">A number that no file has yet.</param>
internal sealed record UnlistedFiles(IReadOnlyList<string> Retired, IReadOnlyList<string> LeftOver, long NextFile)
{
    public static UnlistedFiles In(string folder, LakeManifest manifest)
    {
        var known = (manifest.Retired ?? []).ToHashSet(StringComparer.Ordinal);
        var segments = manifest.All().Select(segment => segment.Path).ToHashSet(StringComparer.Ordinal);
        var listed = manifest.All().Where(segment => segment.Cold is null).Select(segment => segment.Path)
            .Concat(manifest.Folded.Values.Select(day => day.Path)).ToHashSet(StringComparer.Ordinal);
        var (retired, leftOver, nextFile) = (new List<string>(), new List<string>(), 0L);
        foreach (var file in DayFiles.In(folder))
        {
            nextFile = Math.Max(nextFile, NumberOf(file) + 1);
            if (listed.Contains(file) || DayFiles.IsBesideListed(file, segments))
            {
                continue;
            }

            // What a listed segment left here when it went to the cold store is as good as retired.
            var mayGo = known.Contains(file) || segments.Contains(file) || file.EndsWith(LakeFiles.TemporaryEnding, StringComparison.Ordinal);
            (mayGo ? retired : leftOver).Add(file);
        }

        return new UnlistedFiles(retired, leftOver, nextFile);
    }

    private static long NumberOf(string file) =>
        long.TryParse(Path.GetFileName(file).Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
