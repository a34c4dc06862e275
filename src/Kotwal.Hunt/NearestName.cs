namespace Kotwal.Hunt;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class NearestName
{
    private const int MaxLength = 64;

    /// <summary>A sentence's tail such as <c>; did you mean 'source.ip'?</c>, or a full stop when no name is near.</summary>
    public static string Hint(string wrong, IEnumerable<string> names) =>
        Find(wrong, names) is { } nearest ? $"; did you mean '{nearest}'?" : ".";

    /// <summary>The name with the fewest changes, if these are few for its length.</summary>
    public static string? Find(string wrong, IEnumerable<string> names)
    {
        if (wrong.Length > MaxLength)
        {
            return null;
        }

        string? nearest = null;
        var fewest = Math.Max(1, wrong.Length / 3) + 1;
        foreach (var name in names)
        {
            if (Math.Abs(name.Length - wrong.Length) < fewest && Distance(wrong, name) is var distance && distance < fewest)
            {
                (nearest, fewest) = (name, distance);
            }
        }

        return nearest;
    }

    // Optimal string alignment: changes, and neighbours swapped, without regard to case.
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var above = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            above[column] = column;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above, row) = (above, row, before);
        }

        return above[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
