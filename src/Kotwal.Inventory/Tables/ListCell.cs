using System.Text;

namespace Kotwal.Inventory.Tables;

/// <summary>Several values in one cell, one a line; a line end or a backslash within a value stands as <c>\n</c> or <c>\\</c>.</summary>
internal static class ListCell
{
    public static string Join(IEnumerable<string> values) =>
        string.Join('\n', values.Select(value => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)));

    public static IEnumerable<string> Split(string cell) =>
        cell.Split('\n').Where(line => line.Length > 0).Select(Unescape);

    private static string Unescape(string line)
    {
        if (!line.Contains('\\'))
        {
            return line;
        }

        var value = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length)
            {
                at++;
                value.Append(line[at] == 'n' ? '\n' : line[at]);
            }
            else
            {
                value.Append(line[at]);
            }
        }

        return value.ToString();
    }
}
