using System.Collections.Frozen;
using System.Globalization;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>
/// ClickHouse's SQL. Times are microseconds as Int64, since its own types of time end in 1900 and 2299. A list cannot be absent there, so
/// one without items stands for it. A join must make absent values NULL (<c>join_use_nulls</c>).
/// </summary>
internal sealed class ClickHouseDialect : Dialect
{
    private ClickHouseDialect()
    {
    }

    public static ClickHouseDialect Instance { get; } = new();

    public override string Name => "ClickHouse";

    public override FrozenDictionary<Primitive, string> Templates => ClickHouseTemplates.Singles;

    public override string AnyItem => "arrayExists({1} -> coalesce({2}, FALSE), {0})";

    public override string AnyItemAmong => "hasAny({0}, (SELECT groupUniqArray(c0) FROM ({1}) AS t))";

    public override string ListOfRows => "(SELECT groupUniqArray(c0) FROM ({0}) AS t)";

    public override string? Steps => null;

    public override string Time => "{0}";

    public override string? Document => null;

    public override string Nothing => "CAST(NULL AS {0})";

    public override string NoItems => "CAST([] AS {0})";

    public override string NoMap => "CAST(map() AS {0})";

    public override string SemiJoin => "LEFT SEMI JOIN";

    public override string AntiJoin => "LEFT ANTI JOIN";

    // Its frames count other rows than those that were meant.
    public override string? WindowOf(WindowFunction window) => null;

    public override string? TemplateOf(CallScalar call)
    {
        if (HasComputedPart(call))
        {
            return null;
        }

        if (call.Arguments.Any(argument => argument.IsList || argument.Type == HuntType.Map))
        {
            return ClickHouseTemplates.Lists.GetValueOrDefault(call.Primitive);
        }

        if (call.Primitive == Primitive.In && call.Arguments.Skip(1).Any(candidate => candidate is not ConstantScalar))
        {
            return "has([{+}], {0})";
        }

        if (call.Primitive is Primitive.Least or Primitive.Greatest && call.Type == HuntType.Fraction)
        {
            return Fractions(call);
        }

        var special = call.Arguments is [{ IsText: true }, ..]
            ? ClickHouseTemplates.Texts
            : call.Type == HuntType.Fraction || call.Arguments is [{ Type: HuntType.Fraction }, ..]
                ? ClickHouseTemplates.Fractions
                : FrozenDictionary<Primitive, string>.Empty;
        return special.GetValueOrDefault(call.Primitive) ?? base.TemplateOf(call);
    }

    // The engine does not choose between whole numbers and others by itself. A template has places for ten.
    private static string? Fractions(CallScalar call) => call.Arguments.Length > 10
        ? null
        : $"{(call.Primitive == Primitive.Least ? "least" : "greatest")}({string.Join(", ", call.Arguments.Select((_, place) => $"toFloat64({{{place}}})"))})";

    public override string LackOf(CallScalar call) => ClickHouseGaps.All.GetValueOrDefault(call.Primitive)
        ?? (HasComputedPart(call) ? "delimiters, patterns and shares that are empty or computed for each row" : null)
        ?? (call.Arguments.Any(argument => argument.IsList) ? "this function over lists" : "this function");

    public override string Parameter(object value, int number)
    {
        var type = value switch
        {
            long => "Int64",
            double => "Float64",
            bool => "Bool",
            _ => "String",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{{p{number}:{type}}}");
    }

    public override string TypeName(NullScalar absent) => absent switch
    {
        { Type: HuntType.Map, IsList: true } => "Map(String, Array(Nullable(String)))",
        { Type: HuntType.Map } => "Map(String, Nullable(String))",
        { IsList: true } => $"Array(Nullable({TypeName(absent.Type)}))",
        _ => $"Nullable({TypeName(absent.Type)})",
    };

    // Splitting by nothing would cut letters into bytes.
    private static bool HasComputedPart(CallScalar call) =>
        ClickHouseGaps.FixedArguments.TryGetValue(call.Primitive, out var place)
        && (call.Arguments[place] is not ConstantScalar part || (call.Primitive == Primitive.Split && part.Value is ""));

    private static string TypeName(HuntType type) => type switch
    {
        HuntType.Whole or HuntType.Duration or HuntType.Time => "Int64",
        HuntType.Fraction => "Float64",
        HuntType.Truth => "Bool",
        _ => "String",
    };
}
