using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Binding;

/// <summary>Calls of functions that the hunt made with <c>let</c>.</summary>
internal static class LetCall
{
    /// <summary>Arguments by the names of parameters: defaults filled in, values in the types of their parameters.</summary>
    public static ImmutableDictionary<string, object> Bind(
        PlanContext context, FunctionLet function, ImmutableArray<object> arguments, TextSpan span)
    {
        var bound = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        var fewest = function.Parameters.Count(parameter => parameter.Default is null);
        if (arguments.Length < fewest || arguments.Length > function.Parameters.Length)
        {
            var names = string.Join(", ", function.Parameters.Select(parameter => parameter.Name));
            context.Fail(span, $"Expected {function.Name}({names}), found {arguments.Length} arguments.");
            return bound.ToImmutable();
        }

        foreach (var (index, parameter) in function.Parameters.Index())
        {
            var argument = index < arguments.Length ? arguments[index] : DefaultOf(context, parameter);
            bound[parameter.Name] = argument switch
            {
                Table rows when parameter.Type is null => rows,
                Scalar value when parameter.Type is { } type => Typed(value, type),
                _ => context.Fail(span, $"Expected {(parameter.Type is null ? "rows" : "a value")} for '{parameter.Name}'."),
            };
        }

        return bound.ToImmutable();
    }

    /// <summary>The rows that a name stands for; null when it is no table's.</summary>
    public static Table? RowsOf(PlanContext context, NameExpression name) => context.Arguments.GetValueOrDefault(name.Name) as Table
        ?? (context.FindLet(name.Name) is TableLet rows ? context.Once(rows.Name, () => context.Open(rows.Query)) : null);

    /// <summary>The rows that a name stands for, a stored table's too; null when it is no table's.</summary>
    public static Table? AllRowsOf(PlanContext context, NameExpression name) => RowsOf(context, name)
        ?? (context.FindLet(name.Name) is null && context.Schema.TryGetTable(name.Name, out var stored) ? Table.Of(stored) : null);

    private static Scalar DefaultOf(PlanContext context, LetParameter parameter) =>
        new ExpressionBinder(context, Table.Of(context.Schema.Events).Only([])).Bind(parameter.Default!);

    // A value that has the type already keeps what is known of it.
    private static Scalar Typed(Scalar value, string type) => value switch
    {
        ConstantScalar { Type: HuntType.Keyword } when type == "string" => value,
        { IsList: true } or { Type: HuntType.Duration } => value,
        _ => Conversion.ToNamed(value, type) ?? value,
    };
}
