using System.Collections.Immutable;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>
/// Tables that come with the assembly: lines of cells parted by tabs, lines with # are comments. Mappings are data, so that a
/// reader sees them at a glance.
/// </summary>
internal static class FieldTable
{
    /// <summary>The rows of one table.</summary>
    public static IEnumerable<string[]> Read(string name)
    {
        using var table = typeof(FieldTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The table {name} is missing from the assembly.");
        using var reader = new StreamReader(table);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }

    /// <summary>A mapping of two columns: a source's own name, and the fields that get its value.</summary>
    public static Dictionary<string, ImmutableArray<FieldCopy>> ReadMapping(string name) =>
        Read(name).ToDictionary(row => row[0], row => Copies(row[1]), StringComparer.Ordinal);

    /// <summary>Reads <c>process.executable process.name=FileName</c>.</summary>
    public static ImmutableArray<FieldCopy> Copies(string cell) =>
        [.. cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Copy)];

    private static FieldCopy Copy(string text)
    {
        var parts = text.Split('=');
        var field = FieldSchema.TryGet(parts[0], out var known)
            ? known
            : throw new InvalidOperationException($"A table names the field {parts[0]}, which the schema does not have.");
        return new(field, parts.Length > 1 ? Enum.Parse<CopyForm>(parts[1]) : CopyForm.Same);
    }
}
