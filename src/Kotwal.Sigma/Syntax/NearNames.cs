namespace Kotwal.Sigma.Syntax;

/// <summary>Finds the names that somebody may have meant.</summary>
internal static class NearNames
{
    private const int MostEdits = 2;

    /// <summary>A half sentence such as <c>; did you mean 'contains'?</c>, or a full stop when nothing is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        if (name.Length > 64)
        {
            return ".";
        }

        var near = known
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= MostEdits)
            .Select(candidate => (Name: candidate, Edits: Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Edits <= MostEdits && candidate.Edits < candidate.Name.Length)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(candidate => $"'{candidate.Name}'")
            .ToList();
        return near.Count == 0 ? "." : $"; did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>Edit distance with insertions, deletions, replacements and swaps of neighbours.</summary>
    private static int Edits(string left, string right)
    {
        var before = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous) = (previous, current);
        }

        return previous[right.Length];
    }
}
