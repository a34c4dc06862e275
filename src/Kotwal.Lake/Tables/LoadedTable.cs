using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Kotwal.Hunt;

namespace Kotwal.Lake.Tables;

/// <summary>A given table as the language sees it. Words are searched in its columns of text.</summary>
internal sealed class LoadedTable : IHuntTable
{
    private readonly FrozenDictionary<string, HuntField> fields;

    public LoadedTable(IQueryTable table)
    {
        Table = table;
        fields = table.Columns.ToFrozenDictionary(
            column => column.Name, column => new HuntField(column.Name, Quote(column.Name), column.Type, column.IsList), StringComparer.Ordinal);
        RowFields = [.. table.Columns.Select(column => column.Name)];
        WordFields = [.. table.Columns.Where(column => column.Type == HuntType.Text).Select(column => column.Name)];
    }

    public IQueryTable Table { get; }

    public string Name => Table.Name;

    public IReadOnlyCollection<string> FieldNames => RowFields;

    public IReadOnlyList<string> RowFields { get; }

    public string? TimeField => Table.TimeColumn;

    public IReadOnlyList<string> WordFields { get; }

    public HuntMap? OtherFields => null;

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public bool TryGetField(string name, [NotNullWhen(true)] out HuntField? field) => fields.TryGetValue(name, out field);
}
