using System.Collections.Frozen;
using System.Globalization;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>DuckDB's SQL.</summary>
internal sealed class DuckDbDialect : Dialect
{
    private DuckDbDialect()
    {
    }

    public static DuckDbDialect Instance { get; } = new();

    public override string Name => "DuckDB";

    public override FrozenDictionary<Primitive, string> Templates => DuckDbTemplates.All;

    public override string AnyItem => "(len(list_filter({0}, lambda {1}: {2})) > 0)";

    public override string AnyItemAmong => "list_has_any({0}, coalesce((SELECT list(DISTINCT c0) FROM ({1}) AS t), []))";

    public override string ListOfRows => "coalesce((SELECT list(DISTINCT c0) FROM ({0}) AS t), [])";

    public override string? Steps => "generate_series({0}, {1}, {2}) AS s(n)";

    public override string Time => "make_timestamp({0})";

    public override string Document => "CAST({0} AS JSON)";

    public override string Nothing => "CAST(NULL AS {0})";

    public override string NoItems => Nothing;

    public override string NoMap => Nothing;

    public override string SemiJoin => "SEMI JOIN";

    public override string AntiJoin => "ANTI JOIN";

    public override string? WindowOf(WindowFunction window) => window switch
    {
        WindowFunction.RowNumber => "({0} - 1 + row_number() OVER ({1}))",
        WindowFunction.Earlier => "lag({0}) OVER ({1})",
        _ => "lead({0}) OVER ({1})",
    };

    public override string Parameter(object value, int number) => string.Create(CultureInfo.InvariantCulture, $"${number}");

    public override string TypeName(NullScalar absent) => absent.Type == HuntType.Map
        ? absent.IsList ? "MAP(VARCHAR, VARCHAR[])" : "MAP(VARCHAR, VARCHAR)"
        : TypeName(absent.Type) + (absent.IsList ? "[]" : "");

    private static string TypeName(HuntType type) => type switch
    {
        HuntType.Whole or HuntType.Duration => "BIGINT",
        HuntType.Fraction => "DOUBLE",
        HuntType.Truth => "BOOLEAN",
        HuntType.Time => "TIMESTAMP",
        HuntType.Document => "JSON",
        _ => "VARCHAR",
    };
}
