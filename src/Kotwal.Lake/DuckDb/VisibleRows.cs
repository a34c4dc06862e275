using System.Globalization;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.DuckDb;

/// <summary>Writes which rows are visible as a condition of SQL. Values and names of fields without a column are parameters.</summary>
internal sealed class VisibleRows
{
    private readonly List<object> parameters = [];

    /// <param name="visible">What may be seen; not all, which needs no condition.</param>
    public VisibleRows(VisibleEvents visible)
    {
        List<string> conditions = visible.AnyOf is null ? [] : [AnyOf(visible.AnyOf)];
        if (visible.NoneOf.Count > 0)
        {
            // A row without the field fits nothing, and "not unknown" would hide it.
            conditions.Add($"NOT coalesce({AnyOf(visible.NoneOf)}, false)");
        }

        Condition = $"({string.Join(" AND ", conditions)})";
    }

    /// <summary>The condition. A row for which it is NULL is not visible.</summary>
    public string Condition { get; }

    /// <summary>Values of <c>$1</c> and following.</summary>
    public IReadOnlyList<object> Parameters => parameters;

    private string AnyOf(IReadOnlyList<FieldValues> conditions) =>
        conditions.Count == 0 ? "false" : $"({string.Join(" OR ", conditions.SelectMany(Tests))})";

    private IEnumerable<string> Tests(FieldValues condition)
    {
        var values = string.Join(", ", condition.Values.Select(Parameter));
        return [.. condition.Fields.SelectMany(field => Tests(field, values))];
    }

    // A column holds the first value of a field; the map holds the field whole when that is not all, or when it has no column.
    private IEnumerable<string> Tests(string field, string values)
    {
        if (LakeColumns.All.FirstOrDefault(column => column.Name == field) is { } column)
        {
            yield return InColumn(column, values);
        }

        if (!LakeColumns.Properties.Contains(field))
        {
            yield return $"list_has_any(\"{LakeColumns.Fields}\"[{Parameter(field)}], [{values}])";
        }
    }

    private static string InColumn(LakeColumn column, string values) => column switch
    {
        { IsList: true } => $"list_has_any(\"{column.Name}\", [{values}])",
        { Type: FieldType.Long or FieldType.Double or FieldType.Boolean or FieldType.Date } => $"CAST(\"{column.Name}\" AS VARCHAR) IN ({values})",
        _ => $"\"{column.Name}\" IN ({values})",
    };

    private string Parameter(string value)
    {
        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}");
    }
}
