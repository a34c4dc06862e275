using System.Globalization;
using Kotwal.Events.Schema;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.ClickHouse;

/// <summary>Writes which rows are visible as a condition of ClickHouse. Values and names of fields without a column are parameters.</summary>
internal sealed class VisibleCondition
{
    private readonly List<object> parameters = [];

    /// <param name="visible">What may be seen.</param>
    /// <exception cref="QueryFailedException">A field whose values have no one text bounds it.</exception>
    public VisibleCondition(VisibleEvents visible)
    {
        List<string> conditions = visible.AnyOf is null ? [] : [AnyOf(visible.AnyOf)];
        if (visible.NoneOf.Count > 0)
        {
            conditions.Add($"NOT {AnyOf(visible.NoneOf)}");
        }

        Sql = conditions.Count == 0 ? "1" : $"({string.Join(" AND ", conditions)})";
    }

    /// <summary>The condition, which is never NULL.</summary>
    public string Sql { get; }

    /// <summary>Values of <c>p1</c> and following.</summary>
    public IReadOnlyList<object> Parameters => parameters;

    private string AnyOf(IReadOnlyList<FieldValues> conditions) =>
        conditions.Count == 0 ? "0" : $"({string.Join(" OR ", conditions.SelectMany(Tests))})";

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
            yield return $"hasAny({ClickHouseColumns.NameOf(LakeColumns.Fields)}[{Parameter(field)}], [{values}])";
        }
    }

    private static string InColumn(LakeColumn column, string values) => column switch
    {
        { IsList: true } => $"hasAny({ClickHouseColumns.NameOf(column.Name)}, [{values}])",
        { Type: FieldType.Double or FieldType.Date } =>
            throw new QueryFailedException($"What you may see is bounded by {column.Name}, which cannot be compared as text in ClickHouse."),
        _ => $"coalesce(toString({ClickHouseColumns.NameOf(column.Name)}) IN ({values}), 0)",
    };

    private string Parameter(string value)
    {
        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{{p{parameters.Count}:String}}");
    }
}
