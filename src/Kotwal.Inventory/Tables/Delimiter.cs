namespace Kotwal.Inventory.Tables;

/// <summary>Finds what parts the cells: the mark that stands most often in the first line outside of quotes.</summary>
internal static class Delimiter
{
    private const string Marks = ",;\t|";

    public static char Find(TextChunks text)
    {
        if (!text.HasMore())
        {
            return ',';
        }

        // Spreadsheets write and understand this first line.
        if (text.Rest.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Rest.Length > 5 && text.Rest[5] is '\r' or '\n')
        {
            var said = text.Rest[4];
            text.Skip(text.Rest[5] == '\r' && text.Rest.Length > 6 && text.Rest[6] == '\n' ? 7 : 6);
            return said is '"' or '\r' or '\n' ? ',' : said;
        }

        return MostFrequent(text.Rest);
    }

    private static char MostFrequent(ReadOnlySpan<char> start)
    {
        Span<int> counts = stackalloc int[Marks.Length];
        var isQuoted = false;
        foreach (var character in start)
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && character is '\r' or '\n')
            {
                break;
            }
            else if (!isQuoted && Marks.IndexOf(character, StringComparison.Ordinal) is var mark and >= 0)
            {
                counts[mark]++;
            }
        }

        var best = 0;
        for (var mark = 1; mark < counts.Length; mark++)
        {
            best = counts[mark] > counts[best] ? mark : best;
        }

        return Marks[best];
    }
}
