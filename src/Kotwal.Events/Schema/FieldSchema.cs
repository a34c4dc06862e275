using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Kotwal.Events.Schema;

/// <summary>
/// The list of fields that Kotwal knows: the Elastic Common Schema's names, and ours under <c>ot.*</c>, <c>city.*</c> and
/// <c>kotwal.*</c>. Closed for rules, open for events: an event may carry any name.
/// </summary>
public static class FieldSchema
{
    /// <summary>
    /// How names begin that say what the city's plan knows of an event. Access goes by them, so that the enricher alone writes them:
    /// what a sender says under such a name is kept under the prefix of its format.
    /// </summary>
    public const string CityPrefix = "city.";

    private static readonly FrozenDictionary<string, Field> ByName;

    static FieldSchema()
    {
        using var table = typeof(FieldSchema).Assembly.GetManifestResourceStream("fields.tsv")
            ?? throw new InvalidOperationException("The field list is missing from the assembly.");
        using var reader = new StreamReader(table);
        All = [.. ReadTable(reader)];
        ByName = All.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
    }

    /// <summary>All fields, in the table's order; a field's <see cref="Field.Index"/> is its place here.</summary>
    public static ImmutableArray<Field> All { get; }

    /// <summary>Finds a field by its exact name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Field? field) => ByName.TryGetValue(name, out field);

    // One line a field: name, type (with [] when it is always a list), meaning; parted by tabs. Lines with # are comments.
    private static IEnumerable<Field> ReadTable(TextReader table)
    {
        var index = 0;
        while (table.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            var isList = cells[1].EndsWith("[]", StringComparison.Ordinal);
            var type = Enum.Parse<FieldType>(isList ? cells[1][..^2] : cells[1], ignoreCase: true);
            yield return new Field(cells[0], type, isList, index++, cells[2]);
        }
    }
}
