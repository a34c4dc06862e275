namespace Kotwal.House.Tests;

/// <summary>Finds folders that lean on each other in a circle, by the <c>using</c> lines of their files.</summary>
internal static class Circles
{
    /// <summary>Each circle once, as the rooms on the way; a project's root folder is exempt, being contract and list at once.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<SourceFile> files)
    {
        var rooms = files.Select(file => file.Room).ToHashSet(StringComparer.Ordinal);
        var arrows = files
            .Where(file => file.Room != file.Project)
            .GroupBy(file => file.Room, StringComparer.Ordinal)
            .ToDictionary(
                room => room.Key,
                room => room.SelectMany(file => file.Uses()).Where(used => used != room.Key && rooms.Contains(used)).Distinct().ToList(),
                StringComparer.Ordinal);

        var found = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var room in arrows.Keys.Order(StringComparer.Ordinal))
        {
            Walk(room, [], arrows, done, found);
        }

        return found;
    }

    private static void Walk(
        string room, List<string> way, Dictionary<string, List<string>> arrows, HashSet<string> done, List<string> found)
    {
        if (way.IndexOf(room) is var start and >= 0)
        {
            found.Add(string.Join(" -> ", way[start..].Append(room)));
            return;
        }

        if (done.Contains(room) || !arrows.TryGetValue(room, out var next))
        {
            return;
        }

        way.Add(room);
        foreach (var target in next)
        {
            Walk(target, way, arrows, done, found);
        }

        way.RemoveAt(way.Count - 1);
        done.Add(room);
    }
}
